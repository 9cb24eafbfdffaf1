package dev.filegate.clients;

/** Python's ftplib, what scripts of every age are written with. */
@RealClient(command = "python3", debianPackage = "python3")
class PythonFtplibIT
        implements Uploads,
                Downloads,
                ResumesUploads,
                ResumesDownloads,
                Appends,
                ChangesNames,
                ListsDirectories,
                UploadsTrees,
                DownloadsTrees,
                ConvertsLines {

    @Override
    public void upload(Visit visit, String local, String remote) {
        python(visit, "ftp.storbinary('STOR ' + %s, open(%s, 'rb'))", remote, local);
    }

    @Override
    public void download(Visit visit, String remote, String local) {
        python(visit, "ftp.retrbinary('RETR ' + %s, open(%s, 'wb').write)", remote, local);
    }

    @Override
    public void resumeUpload(Visit visit, String local, String remote, long done) {
        python(visit, """
                rest = open(%s, 'rb')
                ftp.voidcmd('TYPE I')
                rest.seek(ftp.size(%s))
                ftp.storbinary('STOR ' + %2$s, rest, rest=rest.tell())""", local, remote);
    }

    @Override
    public void resumeDownload(Visit visit, String remote, String local) {
        python(visit, """
                begun = open(%2$s, 'ab')
                ftp.retrbinary('RETR ' + %1$s, begun.write, rest=begun.tell())""", remote, local);
    }

    @Override
    public void append(Visit visit, String local, String remote) {
        python(visit, "ftp.storbinary('APPE ' + %s, open(%s, 'rb'))", remote, local);
    }

    @Override
    public void rename(Visit visit, String from, String to) {
        python(visit, "ftp.rename(%s, %s)", from, to);
    }

    @Override
    public void delete(Visit visit, String name) {
        python(visit, "ftp.delete(%s)", name);
    }

    @Override
    public void makeDirectory(Visit visit, String name) {
        python(visit, "assert ftp.mkd(%s) == ftp.pwd() + '/' + %1$s", name);
    }

    @Override
    public void removeDirectory(Visit visit, String name) {
        python(visit, "ftp.rmd(%s)", name);
    }

    @Override
    public String list(Visit visit) {
        return python(visit, """
                ftp.dir()
                assert sorted(ftp.nlst()) == sorted(name for name, facts in ftp.mlsd() if facts['type'] in ('file', 'dir'))""");
    }

    @Override
    public void uploadTree(Visit visit, String name) {
        python(visit, """
                for top, directories, files in os.walk(%s):
                    ftp.mkd(top)
                    for file in files:
                        path = os.path.join(top, file)
                        ftp.storbinary('STOR ' + path, open(path, 'rb'))""", name);
    }

    @Override
    public void downloadTree(Visit visit, String name) {
        python(visit, """
                def get(top):
                    os.mkdir(top)
                    for name, facts in list(ftp.mlsd(top)):
                        path = os.path.join(top, name)
                        if facts['type'] == 'dir':
                            get(path)
                        elif facts['type'] == 'file':
                            ftp.retrbinary('RETR ' + path, open(path, 'wb').write)
                get(%s)""", name);
    }

    @Override
    public void uploadText(Visit visit, String local, String remote) {
        python(visit, """
                text = open(%s, 'rb').read().replace(b'\\n', b'\\r\\n')
                ftp.voidcmd('TYPE A')
                with ftp.transfercmd('STOR ' + %s) as data:
                    data.sendall(text)
                ftp.voidresp()""", local, remote);
    }

    @Override
    public void downloadText(Visit visit, String remote, String local) {
        python(visit, """
                text = b''
                ftp.voidcmd('TYPE A')
                with ftp.transfercmd('RETR ' + %s) as data:
                    while part := data.recv(8192):
                        text += part
                ftp.voidresp()
                open(%s, 'wb').write(text.replace(b'\\r\\n', b'\\n'))""", remote, local);
    }

    private static String python(Visit visit, String statements, String... names) {
        Object[] literals =
                java.util.Arrays.stream(names).map(name -> "'" + name + "'").toArray();
        return visit.run("""
                python3 - <<'END'
                import ftplib, os
                ftp = ftplib.FTP(timeout=20)
                ftp.connect('%s', %d)
                ftp.login('%s', '%s')
                ftp.set_pasv(%s)
                ftp.cwd('%s')
                """.formatted(
                                visit.way().host(),
                                visit.port(),
                                visit.user(),
                                visit.password(),
                                visit.way().passive() ? "True" : "False",
                                visit.directory())
                + statements.formatted(literals) + "\nftp.quit()\nEND\n");
    }
}
