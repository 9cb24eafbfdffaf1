package dev.filegate.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** Apache MINA SSHD's client. Runs always, since it comes with the build. */
class MinaIT
        implements OverSsh,
                Uploads,
                Downloads,
                ResumesUploads,
                ResumesDownloads,
                Appends,
                ChangesNames,
                ListsDirectories,
                UploadsTrees,
                DownloadsTrees {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Override
    public void upload(Visit visit, String local, String remote) {
        talk(visit, sftp -> put(sftp, visit.local(local), path(visit, remote)));
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        talk(visit, sftp -> get(sftp, path(visit, remote), visit.local(local)));
    }

    @Override
    public void resumeUpload(Visit visit, String local, String remote, long done) {
        talk(visit, sftp -> {
            byte[] content = Files.readAllBytes(visit.local(local));
            try (SftpClient.CloseableHandle file = sftp.open(path(visit, remote), OpenMode.Write)) {
                sftp.write(file, done, content, (int) done, (int) (content.length - done));
            }
        });
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        talk(visit, sftp -> {
            long position = Files.size(visit.local(local));
            byte[] buffer = new byte[30_000];
            try (SftpClient.CloseableHandle file = sftp.open(path(visit, remote), OpenMode.Read);
                    OutputStream begun = Files.newOutputStream(visit.local(local), StandardOpenOption.APPEND)) {
                for (int count = sftp.read(file, position, buffer);
                        count > 0;
                        count = sftp.read(file, position, buffer)) {
                    begun.write(buffer, 0, count);
                    position += count;
                }
            }
        });
    }

    @Override
    public void append(Visit visit, String local, String remote) {
        talk(visit, sftp -> {
            try (OutputStream out = sftp.write(path(visit, remote), OpenMode.Write, OpenMode.Append)) {
                Files.copy(visit.local(local), out);
            }
        });
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        talk(visit, sftp -> sftp.rename(path(visit, from), path(visit, to)));
    }

    @Override
    public void delete(Visit visit, String name) {
        talk(visit, sftp -> sftp.remove(path(visit, name)));
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        talk(visit, sftp -> sftp.mkdir(path(visit, name)));
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        talk(visit, sftp -> sftp.rmdir(path(visit, name)));
    }

    @Override
    public String list(Visit visit) {
        StringBuilder shown = new StringBuilder();
        talk(
                visit,
                sftp -> sftp.readDir(visit.directory())
                        .forEach(entry -> shown.append(entry.getLongFilename()).append('\n')));
        return shown.toString();
    }

    @Override
    public void uploadTree(Visit visit, String name) {
        talk(visit, sftp -> {
            try (Stream<Path> paths = Files.walk(visit.local(name))) {
                for (Path local : (Iterable<Path>) paths::iterator) {
                    String remote = visit.local("").relativize(local).toString();
                    if (Files.isDirectory(local)) {
                        sftp.mkdir(path(visit, remote));
                    } else {
                        put(sftp, local, path(visit, remote));
                    }
                }
            }
        });
    }

    @Override
    public void downloadTree(Visit visit, String name) {
        talk(visit, sftp -> fetch(sftp, path(visit, name), visit.local(name)));
    }

    private static void fetch(SftpClient sftp, String remote, Path local) throws IOException {
        Files.createDirectory(local);
        for (SftpClient.DirEntry entry : sftp.readDir(remote)) {
            String name = entry.getFilename();
            if (!entry.getAttributes().isDirectory()) {
                get(sftp, remote + "/" + name, local.resolve(name));
            } else if (!name.equals(".") && !name.equals("..")) {
                fetch(sftp, remote + "/" + name, local.resolve(name));
            }
        }
    }

    private static void put(SftpClient sftp, Path local, String remote) throws IOException {
        try (OutputStream out = sftp.write(remote, OpenMode.Write, OpenMode.Create, OpenMode.Truncate)) {
            Files.copy(local, out);
        }
    }

    private static void get(SftpClient sftp, String remote, Path local) throws IOException {
        try (InputStream in = sftp.read(remote)) {
            Files.copy(in, local);
        }
    }

    private static String path(Visit visit, String name) {
        return visit.directory() + "/" + name;
    }

    /** Things to do with a client that is logged in. */
    private interface Conversation {
        void with(SftpClient sftp) throws IOException;
    }

    private static void talk(Visit visit, Conversation conversation) {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> true);
            client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            client.start();
            try (ClientSession session = client.connect(
                            visit.user(), visit.way().host(), visit.sftpPort())
                    .verify(TIMEOUT)
                    .getSession()) {
                session.addPasswordIdentity(visit.password());
                session.auth().verify(TIMEOUT);
                try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                    conversation.with(sftp);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("the conversation broke off", e);
        }
    }
}
