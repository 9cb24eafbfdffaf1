package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;

/** GNU wget, which only downloads: single files, the rest of files, and trees by parsing LIST. */
@RealClient(command = "wget", debianPackage = "wget")
class WgetIT implements Downloads, ResumesDownloads, DownloadsTrees {

    @Override
    public void download(Visit visit, String remote, String local) {
        visit.run(wget(visit) + " -O " + word("./" + local) + " " + word(visit.url(remote)));
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        visit.run("mv " + word(local) + " " + word(remote) + "\n"
                + wget(visit) + " -c " + word(visit.url(remote)) + "\n"
                + "mv " + word(remote) + " " + word(local));
    }

    @Override
    public void downloadTree(Visit visit, String name) {
        visit.run(wget(visit)
                + " --recursive --level=inf --no-host-directories --cut-dirs=1 --restrict-file-names=nocontrol "
                + word(visit.url(name + "/")));
    }

    private static String wget(Visit visit) {
        return "wget --no-verbose --tries=1 --timeout=20" + (visit.way().passive() ? "" : " --no-passive-ftp");
    }
}
