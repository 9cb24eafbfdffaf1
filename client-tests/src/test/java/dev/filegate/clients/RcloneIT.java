package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** rclone, which asks for hashes by commands. */
@RealClient(command = "rclone", debianPackage = "rclone")
class RcloneIT implements OverSsh, Uploads, Downloads, ChangesNames, ListsDirectories, UploadsTrees, DownloadsTrees {

    /** Debian's rclone cannot write an IPv6 address with a port. */
    @Override
    public Stream<Way> ways() {
        return Stream.of(Way.PASSIVE_IPV4);
    }

    @Override
    public void upload(Visit visit, String local, String remote) {
        rclone(visit, "copyto", word("./" + local), remote(visit, remote));
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        rclone(visit, "copyto", remote(visit, remote), word("./" + local));
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        rclone(visit, "moveto", remote(visit, from), remote(visit, to));
    }

    @Override
    public void delete(Visit visit, String name) {
        rclone(visit, "deletefile", remote(visit, name));
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        rclone(visit, "mkdir", remote(visit, name));
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        rclone(visit, "rmdir", remote(visit, name));
    }

    @Override
    public String list(Visit visit) {
        return rclone(visit, "lsl", remote(visit, "")) + rclone(visit, "lsd", remote(visit, ""));
    }

    @Override
    public void uploadTree(Visit visit, String name) {
        rclone(visit, "sync", word(name), remote(visit, name));
    }

    @Override
    public void downloadTree(Visit visit, String name) {
        rclone(visit, "sync", remote(visit, name), word(name));
    }

    @Test
    void comparesTreesByHash(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Tree.grow(visit.local("tree"));
        rclone(visit, "sync", "tree", remote(visit, "tree"));

        assertThat(rclone(visit, "check", "tree", remote(visit, "tree")))
                .contains("0 differences found")
                .doesNotContain("hashes could not be checked");
    }

    @Test
    void seesADifferenceThatOnlyHashesShow(Gateway gateway) throws java.io.IOException {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        java.nio.file.Files.writeString(visit.local("a"), "one");
        java.nio.file.Files.writeString(visit.remote("a"), "two");

        assertThat(visit.shell()
                        .run(script(visit, "check", ".", remote(visit, "")))
                        .output())
                .contains("1 differences found");
    }

    @Test
    void tellsTheRoomLeft(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);

        assertThat(rclone(visit, "about", remote(visit, ""))).contains("Total:", "Free:");
    }

    private static String remote(Visit visit, String name) {
        return word(":sftp:" + visit.directory() + "/" + name);
    }

    private static String rclone(Visit visit, String... words) {
        return visit.run(script(visit, words));
    }

    private static String script(Visit visit, String... words) {
        return "rclone --config '' --retries 1 --contimeout 20s --sftp-host "
                + visit.way().host() + " --sftp-port "
                + visit.sftpPort() + " --sftp-user " + visit.user() + " --sftp-pass \"$(rclone --config '' obscure "
                + word(visit.password()) + ")\" " + String.join(" ", words) + "\n";
    }
}
