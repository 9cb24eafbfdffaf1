package dev.filegate.clients;

/** The ftp command of 4.4BSD and its descendants: the same options and words under several names. */
interface BsdFtp
        extends Uploads,
                Downloads,
                ResumesUploads,
                ResumesDownloads,
                Appends,
                ChangesNames,
                ListsDirectories,
                ConvertsLines {
    /** The name it goes by. */
    String program();

    @Override
    default void upload(Visit visit, String local, String remote) {
        talk(visit, "put " + quoted("./" + local) + " " + quoted(remote));
    }

    @Override
    default void download(Visit visit, String remote, String local) {
        talk(visit, "get " + quoted(remote) + " " + quoted("./" + local));
    }

    @Override
    default void resumeUpload(Visit visit, String local, String remote, long done) {
        talk(visit, "restart " + done + "\nput " + quoted(local) + " " + quoted(remote));
    }

    @Override
    default void resumeDownload(Visit visit, String remote, String local) {
        talk(visit, "reget " + quoted(remote) + " " + quoted(local));
    }

    @Override
    default void append(Visit visit, String local, String remote) {
        talk(visit, "append " + quoted(local) + " " + quoted(remote));
    }

    @Override
    default void rename(Visit visit, String from, String to) {
        talk(visit, "rename " + quoted(from) + " " + quoted(to));
    }

    @Override
    default void delete(Visit visit, String name) {
        talk(visit, "delete " + quoted(name));
    }

    @Override
    default void makeDirectory(Visit visit, String name) {
        talk(visit, "mkdir " + quoted(name));
    }

    @Override
    default void removeDirectory(Visit visit, String name) {
        talk(visit, "rmdir " + quoted(name));
    }

    @Override
    default String list(Visit visit) {
        return talk(visit, "ls");
    }

    @Override
    default void uploadText(Visit visit, String local, String remote) {
        talk(visit, "ascii\nput " + quoted(local) + " " + quoted(remote));
    }

    @Override
    default void downloadText(Visit visit, String remote, String local) {
        talk(visit, "ascii\nget " + quoted(remote) + " " + quoted(local));
    }

    private String talk(Visit visit, String commands) {
        return visit.talk("""
                %s -i -n -v %s %s %s %d <<'END'
                user %s "%s"
                binary
                cd %s
                %s
                quit
                END
                """.formatted(
                        program(),
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
