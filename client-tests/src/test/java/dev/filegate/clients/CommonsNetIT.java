package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;

/** Apache Commons Net, the client inside of most Java programs. Runs always, since it comes with the build. */
class CommonsNetIT
        implements Uploads,
                Downloads,
                SurvivesCrashes,
                ResumesDownloads,
                Appends,
                ChangesNames,
                ListsDirectories,
                UploadsTrees,
                DownloadsTrees,
                ConvertsLines {
    private static final int TIMEOUT_MILLIS = 20_000;

    @Override
    public void upload(Visit visit, String local, String remote) {
        talk(visit, ftp -> send(ftp, visit.local(local), remote));
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        talk(visit, ftp -> fetch(ftp, remote, visit.local(local)));
    }

    @Override
    public void resumeUpload(Visit visit, String local, String remote, long done) {
        talk(visit, ftp -> {
            ftp.setRestartOffset(done);
            try (InputStream rest = Files.newInputStream(visit.local(local))) {
                rest.skipNBytes(done);
                accepted(ftp, ftp.storeFile(remote, rest));
            }
        });
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        talk(visit, ftp -> {
            ftp.setRestartOffset(Files.size(visit.local(local)));
            try (OutputStream begun = Files.newOutputStream(visit.local(local), StandardOpenOption.APPEND)) {
                accepted(ftp, ftp.retrieveFile(remote, begun));
            }
        });
    }

    @Override
    public void append(Visit visit, String local, String remote) {
        talk(visit, ftp -> {
            try (InputStream more = Files.newInputStream(visit.local(local))) {
                accepted(ftp, ftp.appendFile(remote, more));
            }
        });
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        talk(visit, ftp -> accepted(ftp, ftp.rename(from, to)));
    }

    @Override
    public void delete(Visit visit, String name) {
        talk(visit, ftp -> accepted(ftp, ftp.deleteFile(name)));
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        talk(visit, ftp -> accepted(ftp, ftp.makeDirectory(name)));
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        talk(visit, ftp -> accepted(ftp, ftp.removeDirectory(name)));
    }

    @Override
    public String list(Visit visit) {
        StringBuilder shown = new StringBuilder();
        talk(visit, ftp -> {
            FTPFile[] listed = ftp.listFiles();
            assertThat(Stream.of(listed).map(FTPFile::getName))
                    .as("LIST and MLSD")
                    .containsExactlyInAnyOrderElementsOf(Stream.of(ftp.mlistDir(
                                    ".", file -> file != null && !file.getName().startsWith(".")))
                            .map(FTPFile::getName)
                            .toList());
            shown.append(Stream.of(listed)
                    .map(file -> file.getSize() + " " + file.getName())
                    .collect(Collectors.joining("\n")));
        });
        return shown.toString();
    }

    @Override
    public void uploadTree(Visit visit, String name) {
        talk(visit, ftp -> {
            try (Stream<Path> paths = Files.walk(visit.local(name))) {
                for (Path path : (Iterable<Path>) paths::iterator) {
                    String remote = visit.local("").relativize(path).toString();
                    if (Files.isDirectory(path)) {
                        accepted(ftp, ftp.makeDirectory(remote));
                    } else {
                        send(ftp, path, remote);
                    }
                }
            }
        });
    }

    @Override
    public void downloadTree(Visit visit, String name) {
        talk(visit, ftp -> fetchTree(ftp, name, visit.local(name)));
    }

    @Override
    public void uploadText(Visit visit, String local, String remote) {
        talk(visit, ftp -> {
            ftp.setFileType(FTP.ASCII_FILE_TYPE);
            send(ftp, visit.local(local), remote);
        });
    }

    @Override
    public void downloadText(Visit visit, String remote, String local) {
        talk(visit, ftp -> {
            ftp.setFileType(FTP.ASCII_FILE_TYPE);
            fetch(ftp, remote, visit.local(local));
        });
    }

    private static void send(FTPClient ftp, Path local, String remote) throws IOException {
        try (InputStream content = Files.newInputStream(local)) {
            accepted(ftp, ftp.storeFile(remote, content));
        }
    }

    private static void fetch(FTPClient ftp, String remote, Path local) throws IOException {
        try (OutputStream content = Files.newOutputStream(local)) {
            accepted(ftp, ftp.retrieveFile(remote, content));
        }
    }

    private static void fetchTree(FTPClient ftp, String remote, Path local) throws IOException {
        Files.createDirectory(local);
        for (FTPFile entry : ftp.listFiles(remote)) {
            if (entry.isDirectory()) {
                fetchTree(ftp, remote + "/" + entry.getName(), local.resolve(entry.getName()));
            } else {
                fetch(ftp, remote + "/" + entry.getName(), local.resolve(entry.getName()));
            }
        }
    }

    /** Things to do with a client that is logged in and in the visit's directory. */
    private interface Conversation {
        void with(FTPClient ftp) throws IOException;
    }

    private static void talk(Visit visit, Conversation conversation) {
        FTPClient ftp = new FTPClient();
        ftp.setControlEncoding(StandardCharsets.UTF_8.name());
        ftp.setConnectTimeout(TIMEOUT_MILLIS);
        ftp.setDefaultTimeout(TIMEOUT_MILLIS);
        ftp.setDataTimeout(Duration.ofMillis(TIMEOUT_MILLIS));
        try {
            ftp.connect(visit.way().host(), visit.port());
            accepted(ftp, ftp.login(visit.user(), visit.password()));
            if (visit.way().passive()) {
                ftp.enterLocalPassiveMode();
            }
            accepted(ftp, ftp.setFileType(FTP.BINARY_FILE_TYPE));
            accepted(ftp, ftp.changeWorkingDirectory(visit.directory()));
            conversation.with(ftp);
            accepted(ftp, ftp.logout());
            ftp.disconnect();
        } catch (IOException e) {
            throw new AssertionError("the conversation broke off after " + ftp.getReplyString(), e);
        }
    }

    private static void accepted(FTPClient ftp, boolean completed) {
        assertThat(completed).as(ftp.getReplyString()).isTrue();
    }
}
