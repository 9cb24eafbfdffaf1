package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenSSL's own client, one process for each connection, with the control connection's session or without it. */
@RealClient(command = "openssl", debianPackage = "openssl")
@ExtendWith(GatewayExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpensslIT {

    Stream<SecureWay> passiveWays() {
        return Stream.of(SecureWay.values()).filter(SecureWay::passive);
    }

    @ParameterizedTest
    @MethodSource("passiveWays")
    void downloadsOverTheSessionOfTheControlConnection(SecureWay way, Gateway gateway) {
        Visit visit = gateway.visit(way.way());
        visit.makeRemote("there.bin", 300_001);

        String said = retrieve(visit, way, "-sess_in session.pem");

        assertThat(said).contains("150 ", "226 ");
        visit.assertSame(visit.remote("there.bin"), visit.local("here.bin"));
    }

    @ParameterizedTest
    @MethodSource("passiveWays")
    void getsNothingOverASessionOfItsOwn(SecureWay way, Gateway gateway) {
        Visit visit = gateway.visit(way.way());
        visit.makeRemote("there.bin", 300_001);

        String said = retrieve(visit, way, "");

        assertThat(said).contains("150 ", "522 the data connection must resume");
        assertThat(visit.local("here.bin")).isEmptyFile();
    }

    @Test
    void isRefusedAnotherHandshakeOnTheSameConnection(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);

        String said = visit.talk("{ sleep 1; echo R; sleep 1; } | openssl s_client -connect 127.0.0.1:"
                + visit.implicitPort() + " -tls1_2 2>&1");

        assertThat(said).contains("220 ", "RENEGOTIATING").containsPattern("(?i)handshake failure|no.renegotiation");
    }

    /** What the control connection said of a download of {@code there.bin} to {@code here.bin}. */
    private static String retrieve(Visit visit, SecureWay way, String dataOptions) {
        String connect = visit.way().urlHost() + ":";
        String version = "-tls" + way.version().replace('.', '_');
        return visit.run("""
                mkfifo requests
                openssl s_client -quiet -connect '%1$s%2$d' %3$s %4$s -sess_out session.pem <requests >replies 2>errors &
                exec 3>requests
                say() { echo "$1" >&3; tries=0; until grep -q "^$2 " replies; do sleep .02; tries=$((tries+1)); [ $tries -lt 500 ] || { cat replies errors; exit 1; }; done; }
                say 'USER %6$s' 331
                say 'PASS %7$s' 230
                say 'PBSZ 0' 200
                say 'PROT P' 200
                say 'TYPE I' 200
                say 'CWD %8$s' 250
                say EPSV 229
                port=$(sed -n 's/.*(|||\\([0-9]*\\)|).*/\\1/p' replies)
                openssl s_client -quiet -connect "%1$s$port" %4$s %5$s </dev/null >here.bin 2>>errors &
                data=$!
                say 'RETR there.bin' '\\(226\\|[45]..\\)'
                wait $data || true
                say QUIT 221
                exec 3>&-
                wait
                cat replies
                """.formatted(
                        connect,
                        way.port(visit),
                        way.implicit() ? "" : "-starttls ftp",
                        version,
                        dataOptions,
                        visit.user(),
                        visit.password(),
                        visit.directory()));
    }
}
