package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;

/** curl: URLs, raw commands by {@code -Q}, PASV and EPSV, PORT and EPRT by {@code -P}. */
@RealClient(command = "curl", debianPackage = "curl")
class CurlIT implements Uploads, Downloads, SurvivesCrashes, ResumesDownloads, Appends, ChangesNames, ListsDirectories {

    @Override
    public void upload(Visit visit, String local, String remote) {
        visit.run(curl(visit) + " -T " + file(local) + " " + word(visit.url(remote)));
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        visit.run(curl(visit) + " -o " + file(local) + " " + word(visit.url(remote)));
    }

    @Override
    public void resumeUpload(Visit visit, String local, String remote, long done) {
        visit.run(curl(visit) + " -C - -T " + file(local) + " " + word(visit.url(remote)));
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        visit.run(curl(visit) + " -C - -o " + file(local) + " " + word(visit.url(remote)));
    }

    @Override
    public void append(Visit visit, String local, String remote) {
        visit.run(curl(visit) + " --append -T " + file(local) + " " + word(visit.url(remote)));
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        command(visit, "RNFR " + visit.directory() + "/" + from, "RNTO " + visit.directory() + "/" + to);
    }

    @Override
    public void delete(Visit visit, String name) {
        command(visit, "DELE " + visit.directory() + "/" + name);
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        command(visit, "MKD " + visit.directory() + "/" + name);
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        command(visit, "RMD " + visit.directory() + "/" + name);
    }

    @Override
    public String list(Visit visit) {
        return visit.run(curl(visit) + " " + word(visit.url("")));
    }

    private static void command(Visit visit, String... commands) {
        StringBuilder script = new StringBuilder(curl(visit));
        for (String command : commands) {
            script.append(" -Q ").append(word(command));
        }
        visit.run(script + " " + word(visit.url("")));
    }

    private static String curl(Visit visit) {
        return "curl --silent --show-error --globoff --max-time 20"
                + (visit.way().passive() ? "" : " -P -");
    }

    private static String file(String local) {
        return word("./" + local);
    }
}
