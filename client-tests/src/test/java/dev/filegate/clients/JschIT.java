package dev.filegate.clients;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** JSch, the client inside of many Java programs and of Ant. Runs always, since it comes with the build. */
class JschIT
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
    private static final int TIMEOUT_MILLIS = 20_000;

    @Override
    public void upload(Visit visit, String local, String remote) {
        talk(visit, sftp -> sftp.put(visit.local(local).toString(), remote));
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        talk(visit, sftp -> sftp.get(remote, visit.local(local).toString()));
    }

    @Override
    public void resumeUpload(Visit visit, String local, String remote, long done) {
        talk(visit, sftp -> sftp.put(visit.local(local).toString(), remote, ChannelSftp.RESUME));
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        talk(visit, sftp -> sftp.get(remote, visit.local(local).toString(), null, ChannelSftp.RESUME));
    }

    @Override
    public void append(Visit visit, String local, String remote) {
        talk(visit, sftp -> sftp.put(visit.local(local).toString(), remote, ChannelSftp.APPEND));
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        talk(visit, sftp -> sftp.rename(from, to));
    }

    @Override
    public void delete(Visit visit, String name) {
        talk(visit, sftp -> sftp.rm(name));
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        talk(visit, sftp -> sftp.mkdir(name));
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        talk(visit, sftp -> sftp.rmdir(name));
    }

    @Override
    public String list(Visit visit) {
        StringBuilder shown = new StringBuilder();
        talk(
                visit,
                sftp -> sftp.ls(".")
                        .forEach(entry -> shown.append(entry.getLongname()).append('\n')));
        return shown.toString();
    }

    @Override
    public void uploadTree(Visit visit, String name) {
        talk(visit, sftp -> {
            try (Stream<Path> paths = Files.walk(visit.local(name))) {
                for (Path path : (Iterable<Path>) paths::iterator) {
                    String remote = visit.local("").relativize(path).toString();
                    if (Files.isDirectory(path)) {
                        sftp.mkdir(remote);
                    } else {
                        sftp.put(path.toString(), remote);
                    }
                }
            }
        });
    }

    @Override
    public void downloadTree(Visit visit, String name) {
        talk(visit, sftp -> fetch(sftp, name, visit.local(name)));
    }

    private static void fetch(ChannelSftp sftp, String remote, Path local) throws SftpException, IOException {
        Files.createDirectory(local);
        for (ChannelSftp.LsEntry entry : sftp.ls(remote)) {
            String name = entry.getFilename();
            if (!entry.getAttrs().isDir()) {
                sftp.get(remote + "/" + name, local.resolve(name).toString());
            } else if (!name.equals(".") && !name.equals("..")) {
                fetch(sftp, remote + "/" + name, local.resolve(name));
            }
        }
    }

    /** Things to do with a client that is in the visit's directory. */
    private interface Conversation {
        void with(ChannelSftp sftp) throws SftpException, IOException;
    }

    private static void talk(Visit visit, Conversation conversation) {
        try {
            Session session = new JSch().getSession(visit.user(), visit.way().host(), visit.sftpPort());
            session.setPassword(visit.password());
            session.setConfig("StrictHostKeyChecking", "no");
            session.setTimeout(TIMEOUT_MILLIS);
            session.connect();
            ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect();
            sftp.cd(visit.directory());
            conversation.with(sftp);
            session.disconnect();
        } catch (JSchException | SftpException | IOException e) {
            throw new AssertionError("the conversation broke off", e);
        }
    }
}
