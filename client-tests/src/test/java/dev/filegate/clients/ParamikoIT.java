package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** paramiko, the client inside of most Python programs (Ansible and Fabric among them). */
@RealClient(command = "python3", pythonModule = "paramiko", debianPackage = "python3-paramiko")
class ParamikoIT
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

    @Override
    public void upload(Visit visit, String local, String remote) {
        python(visit, "sftp.put(%s, %s)", local, remote);
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        // With its read-ahead it sometimes asks for pieces twice.
        python(visit, "sftp.get(%s, %s, prefetch=False)", remote, local);
    }

    @Override
    public void resumeUpload(Visit visit, String local, String remote, long done) {
        python(visit, """
                rest = open(%s, 'rb')
                with sftp.open(%s, 'r+') as there:
                    rest.seek(there.stat().st_size)
                    there.seek(rest.tell())
                    there.set_pipelined(True)
                    there.write(rest.read())""", local, remote);
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        python(visit, """
                begun = open(%2$s, 'ab')
                with sftp.open(%1$s, 'rb') as there:
                    there.seek(begun.tell())
                    begun.write(there.read())""", remote, local);
    }

    @Override
    public void append(Visit visit, String local, String remote) {
        python(visit, "sftp.open(%s, 'a').write(open(%s).read())", remote, local);
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        python(visit, "sftp.rename(%s, %s)", from, to);
    }

    @Override
    public void delete(Visit visit, String name) {
        python(visit, "sftp.remove(%s)", name);
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        python(visit, "sftp.mkdir(%s)", name);
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        python(visit, "sftp.rmdir(%s)", name);
    }

    @Override
    public String list(Visit visit) {
        return python(visit, "for entry in sftp.listdir_attr(): print(entry)");
    }

    @Override
    public void uploadTree(Visit visit, String name) {
        python(visit, """
                for directory, _, files in os.walk(%s):
                    sftp.mkdir(directory)
                    for file in files:
                        sftp.put(directory + '/' + file, directory + '/' + file)""", name);
    }

    @Override
    public void downloadTree(Visit visit, String name) {
        python(visit, """
                def fetch(directory):
                    os.mkdir(directory)
                    for entry in list(sftp.listdir_iter(directory)):
                        path = directory + '/' + entry.filename
                        fetch(path) if stat.S_ISDIR(entry.st_mode) else sftp.get(path, path)
                fetch(%s)""", name);
    }

    @Test
    void hashesOnTheGateway(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeRemote("file", 300_000);

        String hash = python(visit, "print(sftp.open(%s, 'rb').check('sha256').hex())", "file");

        assertThat(hash).contains(Sha256.of(visit.remote("file")));
    }

    @Test
    void readsAheadAndAtManyPlacesAtOnce(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeRemote("file", 3_000_000);

        python(visit, """
                content = open(%s, 'rb').read()
                there = sftp.open(%s, 'rb')
                places = [(i * 977 %% 2900000, 3001) for i in range(500)]
                for (offset, length), piece in zip(places, there.readv(places)):
                    assert piece == content[offset:offset + length]""", visit.remote("file").toString(), "file");
    }

    @Test
    void changesAttributesAndLinks(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeRemote("file", 10);

        python(visit, """
                name = %s
                sftp.chmod(name, 0o600)
                sftp.truncate(name, 4)
                sftp.utime(name, (1000000000, 1000000001))
                sftp.symlink(name, 'link')
                attributes = sftp.stat('link')
                assert attributes.st_mode == 0o100600, attributes
                assert attributes.st_mtime == 1000000001, attributes
                assert attributes.st_size == 4, attributes
                assert stat.S_ISLNK(sftp.lstat('link').st_mode)
                assert sftp.readlink('link') == name
                assert sftp.normalize('.') == %s""", "file", visit.directory());
    }

    private static String python(Visit visit, String statements, String... names) {
        Object[] words = Arrays.stream(names)
                .map(name -> "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'")
                .toArray();
        return visit.run("""
                %s - <<'END'
                import os, paramiko, stat
                client = paramiko.SSHClient()
                client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
                client.connect('%s', %d, '%s', '%s', allow_agent=False, look_for_keys=False, timeout=20)
                sftp = client.open_sftp()
                sftp.chdir('%s')
                %s
                client.close()
                END
                """.formatted(
                        RealClientCondition.PYTHON,
                        visit.way().host(),
                        visit.sftpPort(),
                        visit.user(),
                        visit.password(),
                        visit.directory(),
                        String.format(Locale.ROOT, statements, words)));
    }
}
