package dev.filegate.clients;

import java.util.Locale;

/** lftp, which asks FEAT and uses whatever it finds: MLSD, MDTM, MFMT, REST, SITE CHMOD, UTF8. */
@RealClient(command = "lftp", debianPackage = "lftp")
class LftpIT
        implements Uploads,
                Downloads,
                SurvivesCrashes,
                ResumesDownloads,
                ChangesNames,
                ListsDirectories,
                UploadsTrees,
                DownloadsTrees,
                ConvertsLines {

    @Override
    public void upload(Visit visit, String local, String remote) {
        lftp(visit, "put %s -o %s", "./" + local, "./" + remote);
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        lftp(visit, "get %s -o %s", "./" + remote, "./" + local);
    }

    @Override
    public void resumeUpload(Visit visit, String local, String remote, long done) {
        lftp(visit, "put -c %s -o %s", local, remote);
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        lftp(visit, "get -c %s -o %s", remote, local);
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        lftp(visit, "mv %s %s", "./" + from, "./" + to);
    }

    @Override
    public void delete(Visit visit, String name) {
        lftp(visit, "rm %s", "./" + name);
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        lftp(visit, "mkdir %s", "./" + name);
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        lftp(visit, "rmdir %s", "./" + name);
    }

    @Override
    public String list(Visit visit) {
        return lftp(visit, "cls -l --sort=name");
    }

    @Override
    public void uploadTree(Visit visit, String name) {
        lftp(visit, "mirror --reverse --parallel=3 %s %s", name, name);
    }

    @Override
    public void downloadTree(Visit visit, String name) {
        lftp(visit, "mirror --parallel=3 %s %s", name, name);
    }

    @Override
    public void uploadText(Visit visit, String local, String remote) {
        lftp(visit, "put -a %s -o %s", local, remote);
    }

    @Override
    public void downloadText(Visit visit, String remote, String local) {
        lftp(visit, "get -a %s -o %s", remote, local);
    }

    private static String lftp(Visit visit, String command, String... names) {
        Object[] words = java.util.Arrays.stream(names).map(LftpIT::word).toArray();
        return visit.run(session(visit, String.format(Locale.ROOT, command, words)));
    }

    /** A script that opens a session in the visit's directory and gives it the commands; the first that fails ends it. */
    static String session(Visit visit, String commands) {
        return """
                lftp <<'END'
                set cmd:fail-exit yes
                set net:max-retries 1
                set net:timeout 20
                set ftp:ssl-allow no
                set ftp:passive-mode %s
                open -u %s,%s %s
                cd %s
                %s
                END
                """.formatted(
                        visit.way().passive() ? "on" : "off",
                        visit.user(),
                        word(visit.password()),
                        "ftp://" + visit.way().urlHost() + ":" + visit.port(),
                        visit.directory(),
                        commands);
    }

    private static String word(String text) {
        return "\"" + text + "\"";
    }
}
