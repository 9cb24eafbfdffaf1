package dev.filegate.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
    /** Examples of RFC 5952 sections 4 and 5. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "::, ::",
        "::1, ::1",
        "2001:DB8:AAAA::, 2001:db8:aaaa::",
        "fe80:0:0:0:0:0:0:ABCD, fe80::abcd",
    })
    void writesTheCanonicalForm(String address, String text) {
        assertThat(AddressText.of(InetAddress.ofLiteral(address))).isEqualTo(text);
    }

    @Test
    void anUnresolvedAddressIsItsName() {
        assertThat(AddressText.of(InetSocketAddress.createUnresolved("client.example", 1)))
                .isEqualTo("client.example");
    }
}
