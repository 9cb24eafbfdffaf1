package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** curl with sftp:// (libssh2). */
@RealClient(command = "curl", debianPackage = "curl")
class CurlSftpIT
        implements OverSsh,
                Uploads,
                Downloads,
                ResumesUploads,
                ResumesDownloads,
                Appends,
                ChangesNames,
                ListsDirectories {

    @Override
    public void upload(Visit visit, String local, String remote) {
        curl(visit, "-T " + word("./" + local), remote);
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        curl(visit, "-o " + word("./" + local), remote);
    }

    @Override
    public void resumeUpload(Visit visit, String local, String remote, long done) {
        curl(visit, "-C - -T " + word(local), remote);
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        curl(visit, "-C - -o " + word(local), remote);
    }

    @Override
    public void append(Visit visit, String local, String remote) {
        curl(visit, "--append -T " + word(local), remote);
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        command(visit, "rename " + path(visit, from) + " " + path(visit, to));
    }

    @Override
    public void delete(Visit visit, String name) {
        command(visit, "rm " + path(visit, name));
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        command(visit, "mkdir " + path(visit, name));
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        command(visit, "rmdir " + path(visit, name));
    }

    @Override
    public String list(Visit visit) {
        return curl(visit, "", "");
    }

    @Test
    void makesDirectoriesOnTheWay(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeLocal("here", 10);

        curl(visit, "--ftp-create-dirs -T here", "a/b/c/there");

        assertThat(visit.remote("a/b/c/there")).hasSize(10);
    }

    private static void command(Visit visit, String command) {
        curl(visit, "-Q " + word(command), "");
    }

    private static String path(Visit visit, String name) {
        return "\"" + visit.directory() + "/" + name + "\"";
    }

    private static String curl(Visit visit, String options, String name) {
        return visit.run("curl --silent --show-error --globoff --insecure --max-time 20 " + options + " "
                + word(visit.url("sftp", visit.sftpPort(), name)));
    }
}
