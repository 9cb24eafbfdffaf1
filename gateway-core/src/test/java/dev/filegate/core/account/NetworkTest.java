package dev.filegate.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.200, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "fd00::/8, fdff::1, true",
        "192.0.2.0/24, ::ffff:192.0.2.7, true",
    })
    void containsWhatLiesInIt(String network, String address, boolean contained) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(contained);
    }

    @Test
    void clearsHostBits() {
        assertThat(Network.parse("192.0.2.77/24"))
                .isEqualTo(Network.parse("192.0.2.0/24"))
                .hasToString("192.0.2.0/24");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "localhost",
                "example.org/8",
                "10.0.0/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "::/129",
                "10.0.0.0/",
                "999.0.0.0/8",
                "1",
                "dead"
            })
    void saysWhatIsNotANetwork(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.parse(text))
                .withMessageContaining("\"" + text + "\"");
    }

    @Test
    void aClientIsAnIpv4AddressOrAnIpv6Site() {
        assertThat(Network.ofClient(InetAddress.ofLiteral("192.0.2.7"))).isEqualTo(Network.parse("192.0.2.7/32"));
        assertThat(Network.ofClient(InetAddress.ofLiteral("2001:db8:1:2:3::4")))
                .isEqualTo(Network.parse("2001:db8:1:2::/64"));
    }
}
