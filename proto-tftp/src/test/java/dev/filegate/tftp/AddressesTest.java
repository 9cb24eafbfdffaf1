package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.server.ListenerException;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.tftp.wire.NettyPorts;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses are listened at, and where answers come from. */
class AddressesTest {
    private static TftpConfig.Listen at(String host, boolean single) {
        return new TftpConfig.Listen(host, 0, single, PortRange.ANY);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, false", "0.0.0.0, true", "::, false"})
    void answersFromTheAddressTheRequestCameTo(String host, boolean single) throws Exception {
        try (LabServer server = LabServer.start(LabServer.with(at(host, single)))) {
            byte[] content = TftpServerTest.random(1500);
            server.store("/f", content);
            Set<InetAddress> addresses = LocalAddresses.of(InetAddress.ofLiteral(host));
            assertThat(addresses).isNotEmpty();
            for (InetAddress address : addresses) {
                InetSocketAddress there =
                        new InetSocketAddress(address, server.address().getPort());
                try (LabClient client = new LabClient(there, address)) {
                    assertThat(client.get("f", "octet", Map.of())).isEqualTo(content);
                    assertThat(client.peer().getAddress()).isEqualTo(address);
                }
            }
        }
    }

    @Test
    void standsForIpv4OnlyOrForBoth() throws Exception {
        assertThat(LocalAddresses.of(InetAddress.ofLiteral("0.0.0.0")))
                .contains(InetAddress.ofLiteral("127.0.0.1"))
                .allSatisfy(address -> assertThat(address).isInstanceOf(Inet4Address.class));
        assertThat(LocalAddresses.of(InetAddress.ofLiteral("::"))).contains(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(LocalAddresses.of(InetAddress.ofLiteral("192.0.2.1")))
                .containsExactly(InetAddress.ofLiteral("192.0.2.1"));
    }

    @Test
    void tellsTheKeyAndARemedyWhenThePortIsTaken() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                NettyPorts ports = new NettyPorts(1)) {
            TftpConfig config =
                    LabServer.with(new TftpConfig.Listen("127.0.0.1", taken.getLocalPort(), false, PortRange.ANY));
            TftpServer server = new TftpServer(config, FakeSessions.of(MemoryStorage.empty()), ports);

            assertThatThrownBy(server::start)
                    .isInstanceOf(ListenerException.class)
                    .hasMessageContaining("filegate.tftp.port")
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }
}
