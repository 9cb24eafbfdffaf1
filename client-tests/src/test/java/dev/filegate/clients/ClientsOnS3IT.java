package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people do with clients, on files in a bucket: the clients of the other tests, each by the way that is its usual one. The store is
 * asked behind the gateway's back what came of it.
 */
@RealClient(command = "lftp", debianPackage = "lftp")
@ExtendWith(BucketExtension.class)
class ClientsOnS3IT {
    /** One request to S3. */
    private static final int SMALL = 300_001;

    /** Three parts. */
    private static final int LARGE = (11 << 20) + 7;

    /** More than S3 takes as a part that others follow, so that it is copied inside of S3 when the rest comes. */
    private static final int HEAD = (6 << 20) + 1;

    static Stream<Arguments> carriers() {
        return Stream.of(
                Arguments.of(Named.of("curl", new CurlIT()), new CurlIT()),
                Arguments.of(Named.of("lftp", new LftpIT()), new LftpIT()),
                Arguments.of(Named.of("ftplib", new PythonFtplibIT()), new PythonFtplibIT()),
                Arguments.of(Named.of("curl sftp", new CurlSftpIT()), new CurlSftpIT()),
                Arguments.of(Named.of("sftp", new OpensshSftpIT()), new OpensshSftpIT()),
                Arguments.of(Named.of("scp", new ScpIT()), new ScpIT()),
                Arguments.of(Named.of("scp -O", new LegacyScpIT()), new LegacyScpIT()),
                Arguments.of(Named.of("rclone", new RcloneIT()), new RcloneIT()),
                Arguments.of(Named.of("lftp sftp", new LftpSftpIT()), new LftpSftpIT()));
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void carriesFilesBothWays(Uploads up, Downloads down, Bucket bucket) {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        for (int size : new int[] {0, SMALL, LARGE}) {
            Path here = visit.makeLocal("here " + size, size);

            up.upload(visit, "here " + size, "there");
            down.download(visit, "there", "back " + size);

            bucket.assertHolds(visit, "there", here);
            visit.assertSame(here, visit.local("back " + size));
        }
    }

    static Stream<ResumesUploads> resumers() {
        return Stream.of(new CurlIT(), new LftpIT(), new CurlSftpIT(), new OpensshSftpIT(), new LftpSftpIT());
    }

    /** The rest of a committed file: what is there is copied inside of S3. */
    @ParameterizedTest
    @MethodSource("resumers")
    void goesOnAfterAFile(ResumesUploads client, Bucket bucket) {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", LARGE);
        for (int done : new int[] {123_457, HEAD}) {
            bucket.put(visit, here, "there", done);

            client.resumeUpload(visit, "here", "there", done);

            bucket.assertHolds(visit, "there", here);
        }
        assertThat(bucket.unfinished()).isZero();
    }

    /** An upload that the client broke off is not a file, and the next client goes on with it. */
    @ParameterizedTest
    @MethodSource("resumers")
    void goesOnAfterAnUploadThatBrokeOff(ResumesUploads client, Bucket bucket) throws IOException {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", OpenUpload.PART + 1_234_567);
        new OpenUpload(visit, here, "there").close();
        visit.awaitBrokenUpload("there");
        long done = Sizes.awaitPartial(visit, "there");
        assertThat(bucket.has(visit, "there")).as("a file that is not complete").isFalse();

        client.resumeUpload(visit, "here", "there", done);

        bucket.assertHolds(visit, "there", here);
        visit.assertAudited("upload", "there", Files.size(here) - done);
    }

    @Test
    void goesOnAfterTheGatewayWasKilled() throws IOException {
        try (Bucket bucket = Bucket.start()) {
            for (ResumesUploads client : new ResumesUploads[] {new CurlIT(), new LftpIT(), new OpensshSftpIT()}) {
                goesOnAfterTheGatewayWasKilled(client, bucket);
            }
        }
    }

    private static void goesOnAfterTheGatewayWasKilled(ResumesUploads client, Bucket bucket) throws IOException {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", OpenUpload.PART + 1_234_567);
        OpenUpload upload = new OpenUpload(visit, here, "there");
        bucket.awaitPart(visit, "there");
        bucket.gateway().kill();
        upload.close();
        bucket.gateway().restart();
        assertThat(bucket.has(visit, "there")).as("a file that is not complete").isFalse();
        long done = Sizes.awaitPartial(visit, "there");

        client.resumeUpload(visit, "here", "there", done);

        bucket.assertHolds(visit, "there", here);
        assertThat(bucket.unfinished()).isZero();
    }

    static Stream<Appends> appenders() {
        return Stream.of(new CurlIT(), new CurlSftpIT());
    }

    @ParameterizedTest
    @MethodSource("appenders")
    void appends(Appends client, Bucket bucket) throws IOException {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path whole = visit.makeLocal("whole", LARGE);
        byte[] content = Files.readAllBytes(whole);
        Files.write(visit.local("rest"), java.util.Arrays.copyOfRange(content, HEAD, content.length));
        bucket.put(visit, whole, "there", HEAD);

        client.append(visit, "rest", "there");

        bucket.assertHolds(visit, "there", whole);
    }

    static Stream<ChangesNames> renamers() {
        return Stream.of(
                new CurlIT(), new LftpIT(), new CurlSftpIT(), new OpensshSftpIT(), new LftpSftpIT(), new RcloneIT());
    }

    @ParameterizedTest
    @MethodSource("renamers")
    void changesNames(ChangesNames client, Bucket bucket) {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", LARGE);
        bucket.put(visit, here, "old", LARGE);

        client.makeDirectory(visit, "inner");
        client.rename(visit, "old", "inner/new");
        assertThat(bucket.keys(visit)).contains("inner/new").doesNotContain("old");
        bucket.assertHolds(visit, "inner/new", here);

        client.delete(visit, "inner/new");
        assertThat(bucket.keys(visit)).as("what makes inner a directory").containsExactly("", "inner/");

        client.removeDirectory(visit, "inner");
        assertThat(bucket.keys(visit)).containsExactly("");
    }

    static Stream<ChangesNames> directoryRenamers() {
        return Stream.of(new CurlIT(), new OpensshSftpIT());
    }

    @ParameterizedTest
    @MethodSource("directoryRenamers")
    void renamesDirectories(ChangesNames client, Bucket bucket) {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", SMALL);
        bucket.put(visit, here, "old/a", SMALL);
        bucket.put(visit, here, "old/b/c", SMALL);

        client.rename(visit, "old", "new");

        assertThat(bucket.keys(visit)).contains("new/a", "new/b/c").noneMatch(key -> key.startsWith("old"));
        bucket.assertHolds(visit, "new/b/c", here);
    }

    static Stream<ListsDirectories> listers() {
        return Stream.of(new CurlIT(), new LftpIT(), new CurlSftpIT(), new OpensshSftpIT(), new RcloneIT());
    }

    @ParameterizedTest
    @MethodSource("listers")
    void lists(ListsDirectories client, Bucket bucket) {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", 31_337);
        bucket.put(visit, here, "plain.bin", 31_337);
        bucket.put(visit, here, "inner/deep/file", 1);
        bucket.put(visit, here, "Ümläut ☃ file", 10);

        assertThat(client.list(visit))
                .contains("plain.bin", "31337", "inner", "Ümläut ☃ file")
                .doesNotContain(".filegate");
    }

    static Stream<Arguments> treeCarriers() {
        return Stream.of(
                Arguments.of(Named.of("lftp", new LftpIT()), new LftpIT()),
                Arguments.of(Named.of("sftp", new OpensshSftpIT()), new OpensshSftpIT()),
                Arguments.of(Named.of("rclone", new RcloneIT()), new RcloneIT()),
                Arguments.of(Named.of("scp", new ScpIT()), new ScpIT()));
    }

    @ParameterizedTest
    @MethodSource("treeCarriers")
    void carriesTreesBothWays(UploadsTrees up, DownloadsTrees down, Bucket bucket) throws IOException {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Tree tree = Tree.grow(visit.local("tree"));

        up.uploadTree(visit, "tree");
        Files.move(visit.local("tree"), visit.local("original"));
        down.downloadTree(visit, "tree");

        tree.assertCopiedTo(visit.local("tree"));
    }

    /** Clients set times and modes after the upload; that must neither fail nor be forgotten. */
    @Test
    void keepsTimesThatClientsSetAfterTheUpload(Bucket bucket) throws IOException {
        Instant then = Instant.ofEpochSecond(1_000_000_000);
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", SMALL);
        Files.setLastModifiedTime(here, FileTime.from(then));

        visit.run(OpenSsh.settings(visit) + """
                sftp $options -b - %s <<'END'
                cd %s
                put -p here by-sftp
                get -p by-sftp back
                END
                """.formatted(OpenSsh.HOST, visit.directory()));
        visit.run(new LftpIT().session(visit, "put here -o by-lftp"));
        String seen = visit.run("curl --silent --show-error -I " + Shell.word(visit.url("by-lftp")));

        assertThat(Files.getLastModifiedTime(visit.local("back")).toInstant()).isEqualTo(then);
        assertThat(seen).contains("Last-Modified: Sun, 09 Sep 2001 01:46:40 GMT");
        bucket.assertHolds(visit, "by-sftp", here);
        bucket.assertHolds(visit, "by-lftp", here);
    }

    @Test
    void carriesFilesByTftp(Bucket bucket) {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", SMALL);

        new TftpHpaIT().put(visit, TftpWay.PLAIN, "here", visit.directory() + "/there");
        new TftpHpaIT().get(visit, TftpWay.PLAIN, visit.directory() + "/there", "back");

        bucket.assertHolds(visit, "there", here);
        visit.assertSame(here, visit.local("back"));
    }

    @Test
    void carriesFilesByFtps(Bucket bucket) {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", LARGE);

        visit.run("curl --silent --show-error --insecure --ssl-reqd -T here " + Shell.word(visit.url("there")));
        visit.run("curl --silent --show-error --insecure --ssl-reqd -o back " + Shell.word(visit.url("there")));

        bucket.assertHolds(visit, "there", here);
        visit.assertSame(here, visit.local("back"));
    }

    /** Hashes come from what was noted while the file was uploaded. */
    @Test
    void tellsHashesOfFiles(Bucket bucket) {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", SMALL);
        new CurlIT().upload(visit, "here", "there");

        String replies = visit.run("curl --silent --show-error --verbose -Q "
                + Shell.word("XSHA256 " + visit.directory() + "/there") + " " + Shell.word(visit.url("")) + " 2>&1");

        assertThat(replies).containsIgnoringCase(Sha256.of(here));
    }

    /** What programs write from the start to the end can be copied to a mounted directory, and read back. */
    @Test
    @EnabledIf(value = "dev.filegate.clients.SshfsIT#hasFuse", disabledReason = "this machine has no /dev/fuse")
    void copiesToAMountedDirectory(Bucket bucket) {
        Visit visit = bucket.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", LARGE);
        visit.run(OpenSsh.settings(visit) + """
                mkdir mnt
                sshfs $options %s:%s mnt
                trap 'cd "$local"; fusermount3 -u mnt || fusermount3 -uz mnt' EXIT
                local=$PWD
                cp here mnt/there
                cp mnt/there back
                mkdir mnt/inner
                mv mnt/there mnt/inner/there
                ls mnt/inner
                """.formatted(OpenSsh.HOST, visit.directory()));

        bucket.assertHolds(visit, "inner/there", here);
        visit.assertSame(here, visit.local("back"));
    }
}
