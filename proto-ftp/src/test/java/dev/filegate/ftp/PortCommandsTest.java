package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.session.Session.Abuse;
import dev.filegate.ftp.data.ActiveConnector;
import dev.filegate.ftp.data.PassiveAddress;
import dev.filegate.ftp.data.PortRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortCommandsTest {
    private static final Handled.FakeClient OVER_IPV6 = Handled.FakeClient.at("::1", "::1");

    @Test
    void tellsTheAddressThatWasReached() {
        try (Handled handled = Handled.alice()) {
            assertThat(handled.expect(227, "PASV").getFirst())
                    .matches("entering passive mode \\(127,0,0,1,\\d{1,3},\\d{1,3}\\)");
        }
    }

    @Test
    void tellsThePublicAddress() {
        FtpConfig config = TestServer.config()
                .with(new FtpConfig.Passive(PortRange.ANY, PassiveAddress.Rule.parse("127.0.0.0/8=192.0.2.5")));
        try (Handled handled = Handled.alice(config)) {
            assertThat(handled.expect(227, "PASV").getFirst()).contains("(192,0,2,5,");
        }
    }

    @Test
    void advisesEpsvOverIpv6() {
        try (Handled handled = Handled.stranger(TestServer.config(), OVER_IPV6).login()) {
            assertThat(handled.expect(425, "PASV").getFirst()).contains("use EPSV");
            handled.expect(229, "EPSV 2");
            assertThat(handled.expect(522, "EPSV 1").getFirst()).contains("(2)");
        }
    }

    @Test
    void takesEpsvsProtocolNumber() {
        try (Handled handled = Handled.alice()) {
            assertThat(handled.expect(229, "EPSV 1").getFirst()).matches(".*\\(\\|\\|\\|\\d+\\|\\)");
            assertThat(handled.expect(522, "EPSV 2").getFirst()).contains("(1)");
            handled.expect(522, "EPSV 3");
            handled.expect(501, "EPSV x");
        }
    }

    @Test
    void allowsOnlyEpsvAfterEpsvAll() {
        try (Handled handled = Handled.alice()) {
            handled.expect(200, "EPSV ALL");
            handled.expect(229, "EPSV");
            handled.expect(503, "PASV");
            handled.expect(503, "PORT 127,0,0,1,200,200");
            handled.expect(503, "EPRT |1|127.0.0.1|50000|");
        }
    }

    @Test
    void givesThePortOfAnEarlierPasvBack() throws Exception {
        FtpConfig config = TestServer.config().with(new FtpConfig.Passive(freePort(), List.of()));
        try (Handled handled = Handled.alice(config)) {
            for (int i = 0; i < 10; i++) {
                handled.expect(229, "EPSV");
            }
        }
    }

    @Test
    void saysThatAllPortsAreInUse() throws Exception {
        FtpConfig config = TestServer.config().with(new FtpConfig.Passive(freePort(), List.of()));
        try (Handled handled = Handled.alice(config)) {
            int port = config.passive().ports().first();
            var other = new java.net.ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress());
            try (other) {
                assertThat(handled.expect(425, "PASV").getFirst()).contains("in use");
                handled.expect(425, "EPSV");
            }
            handled.expect(229, "EPSV");
        }
    }

    private static PortRange freePort() throws java.io.IOException {
        try (var probe = new java.net.ServerSocket(0)) {
            return new PortRange(probe.getLocalPort(), probe.getLocalPort());
        }
    }

    @Test
    void takesTheClientsOwnAddress() {
        try (Handled handled = Handled.alice()) {
            handled.expect(200, "PORT 127,0,0,1,200,200");
            assertThat(handled.session().ports().take()).containsInstanceOf(ActiveConnector.class);
            handled.expect(200, "EPRT |1|127.0.0.1|50000|");
            handled.expect(200, "EPRT !1!127.0.0.1!50000!");
        }
        try (Handled handled = Handled.stranger(TestServer.config(), OVER_IPV6).login()) {
            handled.expect(200, "EPRT |2|::1|50000|");
            handled.expect(200, "EPRT |2|0:0:0:0:0:0:0:1|50000|");
        }
    }

    @Test
    void refusesWhatIsNoAddress() {
        try (Handled handled = Handled.alice()) {
            for (String wrong : List.of(
                    "PORT 127,0,0,1,200",
                    "PORT 127,0,0,1,200,256",
                    "PORT a,b,c,d,e,f",
                    "PORT 127,0,0,1,200,200,1",
                    "PORT 127,0,0,1,0,0",
                    "PORT -1,0,0,1,200,200",
                    "PORT",
                    "EPRT",
                    "EPRT |1|127.0.0.1|50000",
                    "EPRT |1|127.0.0.1|x|",
                    "EPRT |1|localhost|50000|",
                    "EPRT |1|::1|50000|",
                    "EPRT |2|127.0.0.1|50000|",
                    "EPRT |1|127.0.0.1|70000|",
                    "EPRT |1|127.0.0.1|0|",
                    "EPRT  1 127.0.0.1 50000 ",
                    "EPRT ||||",
                    "EPRT |1|127.0.0.0/8|50000|")) {
                handled.expect(501, wrong);
            }
            assertThat(handled.expect(522, "EPRT |3|127.0.0.1|50000|").getFirst())
                    .contains("(1)");
            assertThat(handled.session().ports().isSet()).isFalse();
            assertThat(handled.core().abuses()).isEmpty();
        }
    }

    @Test
    void refusesForeignAddressesAndCountsThemAsAttacks() {
        try (Handled handled = Handled.alice()) {
            handled.expect(504, "PORT 192,0,2,1,200,200");
            handled.expect(504, "EPRT |1|192.0.2.1|50000|");
            assertThat(handled.core().abuses()).containsExactly(Abuse.ATTACK, Abuse.ATTACK);
            handled.expect(425, "NLST");
        }
    }

    @Test
    void namesTheProtocolOfTheConnectionToWhoeverTriesTheOther() {
        try (Handled handled = Handled.alice()) {
            assertThat(handled.expect(522, "EPRT |2|2001:db8::1|50000|").getFirst())
                    .contains("(1)");
            assertThat(handled.core().abuses()).isEmpty();
        }
    }

    @Test
    void refusesLowPorts() {
        try (Handled handled = Handled.alice()) {
            handled.expect(504, "PORT 127,0,0,1,0,25");
            handled.expect(504, "EPRT |1|127.0.0.1|1023|");
            assertThat(handled.core().abuses()).hasSize(2);
            handled.expect(200, "EPRT |1|127.0.0.1|1024|");
        }
    }

    @Test
    void allowsForeignAddressesWhereFxpIsOn() {
        try (Handled handled = Handled.alice(TestServer.config().withFxp(true))) {
            handled.expect(200, "PORT 192,0,2,1,200,200");
            handled.expect(504, "PORT 192,0,2,1,0,25");
            handled.expect(522, "EPRT |2|2001:db8::1|50000|");
        }
    }

    @Test
    void saysThatActiveModeIsOff() {
        try (Handled handled = Handled.alice(TestServer.config().with(new FtpConfig.Active(false, 20)))) {
            handled.expect(502, "PORT 127,0,0,1,200,200");
            handled.expect(502, "EPRT |1|127.0.0.1|50000|");
        }
    }

    @Test
    void knowsTheLongFormsButDoesNotDoThem() {
        try (Handled handled = Handled.alice()) {
            handled.expect(502, "LPRT 4,4,127,0,0,1,2,200,200");
            handled.expect(502, "LPSV");
        }
    }
}
