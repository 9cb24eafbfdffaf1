package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSH's sftp, whose server is the one people know. */
@RealClient(command = "sftp", debianPackage = "openssh-client")
class OpensshSftpIT
        implements OverSsh,
                Uploads,
                Downloads,
                ResumesUploads,
                ResumesDownloads,
                ChangesNames,
                ListsDirectories,
                UploadsTrees,
                DownloadsTrees {

    @Override
    public void upload(Visit visit, String local, String remote) {
        sftp(visit, "put %s %s", "./" + local, "./" + remote);
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        sftp(visit, "get %s %s", "./" + remote, "./" + local);
    }

    @Override
    public void resumeUpload(Visit visit, String local, String remote, long done) {
        sftp(visit, "reput %s %s", local, remote);
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        sftp(visit, "reget %s %s", remote, local);
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        sftp(visit, "rename %s %s", "./" + from, "./" + to);
    }

    @Override
    public void delete(Visit visit, String name) {
        sftp(visit, "rm %s", "./" + name);
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        sftp(visit, "mkdir %s", "./" + name);
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        sftp(visit, "rmdir %s", "./" + name);
    }

    @Override
    public String list(Visit visit) {
        return sftp(visit, "ls -la");
    }

    @Override
    public void uploadTree(Visit visit, String name) {
        sftp(visit, "put -r %s", name);
    }

    @Override
    public void downloadTree(Visit visit, String name) {
        sftp(visit, "get -r %s", name);
    }

    @Test
    void keepsTimesAndModes(Gateway gateway) throws IOException {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("here", 1_000);
        Files.setPosixFilePermissions(here, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setLastModifiedTime(here, java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));

        sftp(visit, "put -p here there");
        sftp(visit, "get -p there back");

        for (Path copy : new Path[] {visit.remote("there"), visit.local("back")}) {
            assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
            assertThat(Files.getLastModifiedTime(copy).toMillis()).isEqualTo(1_000_000_000_000L);
        }
    }

    @Test
    void changesModes(Gateway gateway) throws IOException {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Path file = visit.makeRemote("file", 10);

        sftp(visit, "chmod 600 file");

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void makesLinksOfBothKinds(Gateway gateway) throws IOException {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Path file = visit.makeRemote("file", 10);

        sftp(visit, "ln -s file soft\nln file hard\nls -l soft hard");

        assertThat(Files.readSymbolicLink(visit.remote("soft"))).hasToString("file");
        assertThat(Files.isSameFile(visit.remote("hard"), file)).isTrue();
        assertThat(Files.isSymbolicLink(visit.remote("hard"))).isFalse();
    }

    @Test
    void renamesOverAFileAsPosixDoes(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeRemote("new", 20);
        visit.makeRemote("old", 10);

        sftp(visit, "rename new old");

        assertThat(visit.remote("old")).hasSize(20);
        assertThat(visit.remote("new")).doesNotExist();
    }

    @Test
    void doesNotRenameOverAFileInTheOldWay(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeRemote("new", 20);
        visit.makeRemote("old", 10);

        assertThat(sftp(visit, "-rename -l new old")).contains("remote rename");

        assertThat(visit.remote("old")).hasSize(10);
        assertThat(visit.remote("new")).hasSize(20);
    }

    @Test
    void copiesOnTheGateway(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Path file = visit.makeRemote("file", 700_000);

        sftp(visit, "copy file twin");

        visit.assertSame(file, visit.remote("twin"));
    }

    @Test
    void tellsTheRoomLeft(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);

        assertThat(sftp(visit, "df -h")).contains("%Capacity");
        assertThat(sftp(visit, "df -i")).contains("Inodes");
    }

    @Test
    void findsFilesByPatterns(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Arrays.asList("a1.txt", "a2.txt", "b1.txt", "a1.bin").forEach(name -> visit.makeRemote(name, 10));

        assertThat(sftp(visit, "ls -1 a*.txt")).contains("a1.txt", "a2.txt").doesNotContain("b1.txt", "a1.bin");
        sftp(visit, "get ?1.*\nrm a?.txt");

        assertThat(visit.local("b1.txt")).exists();
        assertThat(visit.local("a2.txt")).doesNotExist();
        assertThat(visit.remote("a2.txt")).doesNotExist();
        assertThat(visit.remote("a1.bin")).exists();
    }

    @Test
    void transfersWithSmallAndManyRequests(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeLocal("here", 3_000_001);

        sftpWith("-R 1 -B 1000", visit, "put here few");
        sftpWith("-R 500 -B 261120", visit, "put here many\nget many back");

        visit.assertSame(visit.local("here"), visit.remote("few"));
        visit.assertSame(visit.local("here"), visit.remote("many"));
        visit.assertSame(visit.local("here"), visit.local("back"));
    }

    @Test
    void transfersWithEveryCipher(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeLocal("here", 500_000);
        for (String cipher : new String[] {
            "aes128-gcm@openssh.com",
            "aes256-gcm@openssh.com",
            "aes128-ctr",
            "aes192-ctr",
            "aes256-ctr",
            "chacha20-poly1305@openssh.com"
        }) {
            sftpWith("-o Ciphers=" + cipher + " -o RekeyLimit=100K", visit, "put here\nget here back");

            visit.assertSame(visit.local("here"), visit.remote("here"));
            visit.assertSame(visit.local("here"), visit.local("back"));
        }
    }

    @Test
    void learnsEveryHostKey(Gateway gateway) throws IOException {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);

        sftpWith("-o UpdateHostKeys=yes", visit, "pwd"); // of a host that is new only the key shown is believed
        sftpWith("-o UpdateHostKeys=yes", visit, "pwd");

        assertThat(Files.readString(visit.local("../known_hosts")))
                .contains("ssh-ed25519 ", "ecdsa-sha2-nistp256 ", "ssh-rsa ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-o KexAlgorithms=diffie-hellman-group14-sha1",
                "-o Ciphers=aes128-cbc",
                "-o Ciphers=aes128-ctr -o MACs=hmac-sha1",
                "-o HostKeyAlgorithms=ssh-rsa"
            })
    void refusesWhatIsNoLongerSafe(String options, Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);

        Shell.Result result = visit.shell()
                .run(OpenSsh.settings(visit) + "sftp $options -o LogLevel=INFO " + options + " " + OpenSsh.HOST
                        + " </dev/null");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("Unable to negotiate");
    }

    @Test
    void makesFilesDurableWhenAsked(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeLocal("here", 100_000);

        sftp(visit, "put -f here there");

        visit.assertSame(visit.local("here"), visit.remote("there"));
    }

    @Test
    void looksNowhereOutsideTheAccountsTree(Gateway gateway) throws IOException {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Files.createSymbolicLink(visit.remote("out"), Path.of("/etc"));
        Files.createSymbolicLink(visit.remote("passwd"), Path.of("/etc/passwd"));

        String said = sftp(visit, """
                -get passwd stolen
                -get out/passwd stolen
                -get ../../../../../../etc/passwd stolen
                -cd out
                -put ./* out/
                -ls out/
                cd /
                pwd
                cd ..
                pwd""");

        assertThat(said).contains("Remote working directory: /\n");
        assertThat(visit.local("stolen")).doesNotExist();
        assertThat(Files.readSymbolicLink(visit.remote("out"))).hasToString("/etc");
        assertThat(Files.exists(visit.remote("out"), LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(said).doesNotContain("root:");
    }

    private static String sftp(Visit visit, String command, String... names) {
        Object[] words = Arrays.stream(names).map(OpensshSftpIT::word).toArray();
        return sftpWith("", visit, String.format(Locale.ROOT, command, words));
    }

    private static String sftpWith(String options, Visit visit, String commands) {
        return visit.run(OpenSsh.settings(visit) + """
                sftp $options %s -b - %s <<'END'
                cd %s
                %s
                END
                """.formatted(options, OpenSsh.HOST, visit.directory(), commands));
    }

    private static String word(String text) {
        return "\"" + text + "\"";
    }
}
