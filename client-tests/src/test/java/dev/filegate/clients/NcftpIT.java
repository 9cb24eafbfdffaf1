package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;

import java.util.stream.Stream;

/** ncftp and its companions ncftpget, ncftpput, ncftpls. No IPv6. */
@RealClient(command = "ncftpget", debianPackage = "ncftp")
class NcftpIT
        implements Uploads,
                Downloads,
                ResumesUploads,
                ResumesDownloads,
                Appends,
                ChangesNames,
                ListsDirectories,
                UploadsTrees,
                DownloadsTrees,
                ConvertsLines {

    @Override
    public Stream<Way> ways() {
        return Stream.of(Way.PASSIVE_IPV4, Way.ACTIVE_IPV4);
    }

    @Override
    public void upload(Visit visit, String local, String remote) {
        put(visit, "-C", local, remote);
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        get(visit, "-C", remote, local);
    }

    /** Resumes only under the file's own name, and with sendfile it would send the whole file again after its REST: hence {@code -s}. */
    @Override
    public void resumeUpload(Visit visit, String local, String remote, long done) {
        visit.run("mv " + word(local) + " " + word(remote) + "\nncftpput -z -s -V " + options(visit) + " "
                + visit.way().host() + " " + visit.directory() + " " + word(remote) + "\nmv " + word(remote) + " "
                + word(local));
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        get(visit, "-z -C", remote, local);
    }

    @Override
    public void append(Visit visit, String local, String remote) {
        put(visit, "-A -C", local, remote);
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        talk(visit, "rename " + quoted("./" + from) + " " + quoted("./" + to));
    }

    @Override
    public void delete(Visit visit, String name) {
        talk(visit, "rm " + quoted("./" + name));
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        talk(visit, "mkdir " + quoted("./" + name));
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        talk(visit, "rmdir " + quoted("./" + name));
    }

    @Override
    public String list(Visit visit) {
        return visit.run("ncftpls -l " + options(visit) + " "
                + word("ftp://" + visit.way().host() + visit.directory() + "/"));
    }

    @Override
    public void uploadTree(Visit visit, String name) {
        visit.run("ncftpput -R -V " + options(visit) + " " + visit.way().host() + " " + visit.directory() + " "
                + word(name));
    }

    @Override
    public void downloadTree(Visit visit, String name) {
        visit.run("ncftpget -R -V " + options(visit) + " " + visit.way().host() + " . "
                + word(visit.directory() + "/" + name));
    }

    @Override
    public void uploadText(Visit visit, String local, String remote) {
        put(visit, "-a -C", local, remote);
    }

    @Override
    public void downloadText(Visit visit, String remote, String local) {
        get(visit, "-a -C", remote, local);
    }

    private static void put(Visit visit, String how, String local, String remote) {
        visit.run("ncftpput -V " + options(visit) + " " + how + " "
                + visit.way().host() + " " + word("./" + local) + " " + word(visit.directory() + "/" + remote));
    }

    private static void get(Visit visit, String how, String remote, String local) {
        visit.run("ncftpget -V " + options(visit) + " " + how + " "
                + visit.way().host() + " " + word(visit.directory() + "/" + remote) + " " + word("./" + local));
    }

    /** The interactive ncftp always begins in passive mode. */
    private static void talk(Visit visit, String command) {
        visit.run("""
                ncftp -u %s -p %s -P %d %s <<'END'
                set passive %s
                cd %s
                %s
                quit
                END
                """.formatted(
                        visit.user(),
                        word(visit.password()),
                        visit.port(),
                        visit.way().host(),
                        visit.way().passive() ? "on" : "off",
                        visit.directory(),
                        command));
    }

    private static String options(Visit visit) {
        return "-t 20 -r 1 " + (visit.way().passive() ? "-F" : "-E") + " -u " + visit.user() + " -p "
                + word(visit.password()) + " -P " + visit.port();
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }
}
