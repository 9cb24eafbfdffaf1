package dev.filegate.clients;

import java.util.Arrays;
import java.util.Locale;

/** lftp, whose words are the same whatever protocol carries them. */
interface Lftp
        extends Uploads,
                Downloads,
                ResumesUploads,
                ResumesDownloads,
                ChangesNames,
                ListsDirectories,
                UploadsTrees,
                DownloadsTrees {
    /** A script that opens a session in the visit's directory and gives it the commands; the first that fails ends it. */
    String session(Visit visit, String commands);

    @Override
    default void upload(Visit visit, String local, String remote) {
        lftp(visit, "put %s -o %s", "./" + local, "./" + remote);
    }

    @Override
    default void download(Visit visit, String remote, String local) {
        lftp(visit, "get %s -o %s", "./" + remote, "./" + local);
    }

    @Override
    default void resumeUpload(Visit visit, String local, String remote, long done) {
        lftp(visit, "put -c %s -o %s", local, remote);
    }

    @Override
    default void resumeDownload(Visit visit, String remote, String local) {
        lftp(visit, "get -c %s -o %s", remote, local);
    }

    @Override
    default void rename(Visit visit, String from, String to) {
        lftp(visit, "mv %s %s", "./" + from, "./" + to);
    }

    @Override
    default void delete(Visit visit, String name) {
        lftp(visit, "rm %s", "./" + name);
    }

    @Override
    default void makeDirectory(Visit visit, String name) {
        lftp(visit, "mkdir %s", "./" + name);
    }

    @Override
    default void removeDirectory(Visit visit, String name) {
        lftp(visit, "rmdir %s", "./" + name);
    }

    @Override
    default String list(Visit visit) {
        return lftp(visit, "cls -l --sort=name");
    }

    @Override
    default void uploadTree(Visit visit, String name) {
        lftp(visit, "mirror --reverse --parallel=3 %s %s", name, name);
    }

    @Override
    default void downloadTree(Visit visit, String name) {
        lftp(visit, "mirror --parallel=3 %s %s", name, name);
    }

    /** Runs one command with these names in it, and tells what it said. */
    default String lftp(Visit visit, String command, String... names) {
        Object[] words = Arrays.stream(names).map(Lftp::word).toArray();
        return visit.run(session(visit, String.format(Locale.ROOT, command, words)));
    }

    /** A word that may hold blanks. */
    static String word(String text) {
        return "\"" + text + "\"";
    }
}
