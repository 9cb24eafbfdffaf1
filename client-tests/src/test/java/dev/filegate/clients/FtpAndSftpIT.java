package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One set of files behind all protocols. */
@RealClient(command = "curl", debianPackage = "curl")
@ExtendWith(GatewayExtension.class)
class FtpAndSftpIT {

    @ParameterizedTest
    @CsvSource({"ftp, sftp", "sftp, ftp", "ftp, scp", "scp, ftp", "sftp, scp", "scp, sftp"})
    void whatOneProtocolPutsTheOtherGets(String put, String get, Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        String name = "two words Grüße 🗂.bin";
        visit.makeLocal(name, 700_001);

        curl(visit, "-T " + word(name), put, name);
        curl(visit, "-o back", get, name);

        visit.assertSame(visit.local(name), visit.remote(name));
        visit.assertSame(visit.local(name), visit.local("back"));
        visit.assertAudited("upload", name, 700_001);
        visit.assertAudited("download", name, 700_001);
    }

    @ParameterizedTest
    @CsvSource({"ftp, sftp", "sftp, ftp"})
    void whatOneProtocolBeganTheOtherGoesOnWith(String begin, String end, Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeLocal("here", 500_000);
        visit.makeLocal("whole/here", 500_000);
        Visit.copyHead(visit.local("whole/here"), visit.local("here"), 200_000);

        curl(visit, "-T here", begin, "there");
        curl(visit, "-C - -T whole/here", end, "there");

        visit.assertSame(visit.local("whole/here"), visit.remote("there"));
    }

    @Test
    void bothSeeTheSameDirectory(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeRemote("a", 12_345);
        visit.makeRemote("b/c", 10);

        assertThat(curl(visit, "", "ftp", "")).contains("12345", "a", "b");
        assertThat(curl(visit, "", "sftp", "")).contains("12345", "a", "b");
    }

    private static String curl(Visit visit, String options, String scheme, String name) {
        int port = scheme.equals("ftp") ? visit.port() : visit.sftpPort();
        return visit.run("curl --silent --show-error --globoff --insecure --max-time 20 " + options + " "
                + word(visit.url(scheme, port, name)));
    }
}
