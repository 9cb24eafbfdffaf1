package dev.filegate.clients;

/** The ftp command of GNU inetutils, a descendant of the one of 4.4BSD. */
@RealClient(command = "inetutils-ftp", debianPackage = "inetutils-ftp")
class InetutilsFtpIT
        implements Uploads,
                Downloads,
                ResumesUploads,
                ResumesDownloads,
                Appends,
                ChangesNames,
                ListsDirectories,
                ConvertsLines {

    @Override
    public void upload(Visit visit, String local, String remote) {
        talk(visit, "put " + quoted("./" + local) + " " + quoted(remote));
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        talk(visit, "get " + quoted(remote) + " " + quoted("./" + local));
    }

    @Override
    public void resumeUpload(Visit visit, String local, String remote, long done) {
        talk(visit, "restart " + done + "\nput " + quoted(local) + " " + quoted(remote));
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        talk(visit, "reget " + quoted(remote) + " " + quoted(local));
    }

    @Override
    public void append(Visit visit, String local, String remote) {
        talk(visit, "append " + quoted(local) + " " + quoted(remote));
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        talk(visit, "rename " + quoted(from) + " " + quoted(to));
    }

    @Override
    public void delete(Visit visit, String name) {
        talk(visit, "delete " + quoted(name));
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        talk(visit, "mkdir " + quoted(name));
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        talk(visit, "rmdir " + quoted(name));
    }

    @Override
    public String list(Visit visit) {
        return talk(visit, "ls");
    }

    @Override
    public void uploadText(Visit visit, String local, String remote) {
        talk(visit, "ascii\nput " + quoted(local) + " " + quoted(remote));
    }

    @Override
    public void downloadText(Visit visit, String remote, String local) {
        talk(visit, "ascii\nget " + quoted(remote) + " " + quoted(local));
    }

    private static String talk(Visit visit, String commands) {
        return visit.talk("""
                inetutils-ftp -i -n -v %s %s %s %d <<'END'
                user %s "%s"
                binary
                cd %s
                %s
                quit
                END
                """.formatted(
                        visit.way().passive() ? "-p" : "-A",
                        visit.way().ipv6() ? "-6" : "-4",
                        visit.way().host(),
                        visit.port(),
                        visit.user(),
                        visit.password(),
                        visit.directory(),
                        commands));
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }
}
