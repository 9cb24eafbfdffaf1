package dev.filegate.clients;

import java.util.Arrays;
import java.util.Locale;

/** lftp over its own SFTP, which it speaks through ssh and a terminal. */
@RealClient(command = "lftp", debianPackage = "lftp")
class LftpSftpIT
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

    private static String lftp(Visit visit, String command, String... names) {
        Object[] words = Arrays.stream(names).map(name -> "\"" + name + "\"").toArray();
        return visit.run(OpenSsh.settings(visit)
                + """
                lftp <<END
                set cmd:fail-exit yes
                set net:max-retries 1
                set net:timeout 20
                set sftp:connect-program "ssh -a -x $options"
                open -u %s,"%s" sftp://%s
                cd %s
                %s
                END
                """.formatted(
                                visit.user(),
                                visit.password(),
                                OpenSsh.HOST,
                                visit.directory(),
                                String.format(Locale.ROOT, command, words)));
    }
}
