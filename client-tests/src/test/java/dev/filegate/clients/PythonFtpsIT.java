package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Python's ftplib with TLS. By itself it resumes nothing; with the override that everybody copies it does, and here it behaves like
 * FileZilla: a server that does not resume its session for a data connection is not talked to any more.
 */
@RealClient(command = "python3", debianPackage = "python3")
class PythonFtpsIT implements ProtectsFiles {

    @Override
    public void upload(Visit visit, SecureWay way, String... names) {
        python(visit, way, """
                for name in %s:
                    ftp.storbinary('STOR ' + name, open(name, 'rb'))""".formatted(list(names)));
    }

    @Override
    public void download(Visit visit, SecureWay way, String... names) {
        python(visit, way, """
                for name in %s:
                    ftp.retrbinary('RETR ' + name, open(name, 'wb').write)""".formatted(list(names)));
    }

    @Override
    public String list(Visit visit, SecureWay way) {
        return python(visit, way, """
                ftp.dir()
                ftp.nlst()
                assert 'plain.bin' in [name for name, facts in ftp.mlsd()]""");
    }

    @ParameterizedTest
    @MethodSource("secureWays")
    void leavesNoFileWhenTheUploadEndsWithoutACloseNotify(SecureWay way, Gateway gateway) {
        Visit visit = gateway.visit(way.way());
        visit.makeRemote("there.bin", 1_000);
        Visit.copyHead(visit.remote("there.bin"), visit.local("before.bin"), 1_000);

        String said = python(visit, way, """
                data = ftp.transfercmd('STOR there.bin')
                data.sendall(b'cut short' * 50000)
                socket.socket(fileno=data.detach()).close()
                try:
                    ftp.voidresp()
                except ftplib.error_temp as refused:
                    print('refused:', refused)
                data = ftp.transfercmd('STOR new.bin')
                socket.socket(fileno=data.detach()).close()
                try:
                    ftp.voidresp()
                except ftplib.error_temp as refused:
                    print('refused:', refused)""");

        assertThat(said).containsPattern("(?s)refused: 426 .*refused: 426 ");
        visit.assertSame(visit.local("before.bin"), visit.remote("there.bin"));
        assertThat(visit.remote("new.bin")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("secureWays")
    void isRefusedFilesWhenItResumesNothing(SecureWay way, Gateway gateway) {
        Visit visit = gateway.visit(way.way());
        visit.makeRemote("there.bin", 300_000);

        String said = python(visit, way, """
                ftp.resume = False
                try:
                    ftp.retrbinary('RETR there.bin', lambda part: print('got', len(part)))
                except (ftplib.Error, OSError) as refused:
                    print('refused:', refused)
                    if isinstance(refused, OSError):
                        print('refused:', ftp.getmultiline())""");

        assertThat(said).contains("522 the data connection must resume").doesNotContain("got");
    }

    private static String list(String... names) {
        return Arrays.stream(names).map(name -> "'" + name + "'").collect(Collectors.joining(",", "[", "]"));
    }

    private static String python(Visit visit, SecureWay way, String statements) {
        return visit.run("""
                python3 - <<'END'
                import ftplib, os, socket, ssl

                class Client(ftplib.FTP_TLS):
                    resume = True
                    implicit = %s

                    def connect(self, host, port):
                        super().connect(host, port) if not self.implicit else self.begin(host, port)

                    def begin(self, host, port):
                        self.host = host
                        plain = socket.create_connection((host, port), self.timeout)
                        self.af = plain.family
                        self.sock = self.context.wrap_socket(plain)
                        self.file = self.sock.makefile('r', encoding=self.encoding)
                        self.welcome = self.getresp()

                    def ntransfercmd(self, command, rest=None):
                        data, size = ftplib.FTP.ntransfercmd(self, command, rest)
                        data = self.context.wrap_socket(data, session=self.sock.session if self.resume else None)
                        assert data.session_reused == self.resume
                        return data, size

                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                context.check_hostname = False
                context.verify_mode = ssl.CERT_NONE
                context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv%s
                ftp = Client(context=context, timeout=20)
                ftp.connect('%s', %d)
                ftp.login('%s', '%s')
                ftp.prot_p()
                ftp.set_pasv(%s)
                ftp.cwd('%s')
                """.formatted(
                                way.implicit() ? "True" : "False",
                                way.version().replace('.', '_'),
                                visit.way().host(),
                                way.port(visit),
                                visit.user(),
                                visit.password(),
                                way.passive() ? "True" : "False",
                                visit.directory())
                + statements + "\nftp.quit()\nEND\n");
    }
}
