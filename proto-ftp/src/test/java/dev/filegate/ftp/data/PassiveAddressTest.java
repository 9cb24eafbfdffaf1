package dev.filegate.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PassiveAddressTest {
    private final AtomicLong now = new AtomicLong();
    private final List<String> asked = new ArrayList<>();
    private InetAddress[] answer = {};

    @Test
    void tellsTheAddressThatWasReachedUnlessConfigured() throws IOException {
        assertThat(address().tell(ip("198.51.100.7"), ip("10.0.0.1"))).isEqualTo(ip("10.0.0.1"));
    }

    @Test
    void tellsTheConfiguredAddress() throws IOException {
        answer = new InetAddress[] {ip("192.0.2.1")};
        assertThat(address("192.0.2.1").tell(ip("198.51.100.7"), ip("10.0.0.1")))
                .isEqualTo(ip("192.0.2.1"));
    }

    @Test
    void prefersTheMostSpecificNetwork() throws IOException {
        PassiveAddress address = new PassiveAddress(rules("192.0.2.1", "10.0.0.0/8=10.0.0.1", "10.1.0.0/16=10.1.0.1"));
        assertThat(address.tell(ip("198.51.100.7"), ip("172.16.0.1"))).isEqualTo(ip("192.0.2.1"));
        assertThat(address.tell(ip("10.9.0.7"), ip("172.16.0.1"))).isEqualTo(ip("10.0.0.1"));
        assertThat(address.tell(ip("10.1.0.7"), ip("172.16.0.1"))).isEqualTo(ip("10.1.0.1"));
    }

    @Test
    void looksANameUpAgainAfterAWhile() throws IOException {
        PassiveAddress address = address("ftp.example.org");
        answer = new InetAddress[] {ip("192.0.2.1")};
        assertThat(address.tell(ip("198.51.100.7"), ip("10.0.0.1"))).isEqualTo(ip("192.0.2.1"));
        answer = new InetAddress[] {ip("192.0.2.2")};
        assertThat(address.tell(ip("198.51.100.7"), ip("10.0.0.1"))).isEqualTo(ip("192.0.2.1"));
        now.addAndGet(PassiveAddress.FRESH.toNanos());
        assertThat(address.tell(ip("198.51.100.7"), ip("10.0.0.1"))).isEqualTo(ip("192.0.2.2"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void staysWithTheLastAnswerWhileNamesCannotBeLookedUp() throws IOException {
        PassiveAddress address = address("ftp.example.org");
        answer = new InetAddress[] {ip("192.0.2.1")};
        address.tell(ip("198.51.100.7"), ip("10.0.0.1"));
        answer = new InetAddress[] {};
        now.addAndGet(PassiveAddress.FRESH.toNanos());
        assertThat(address.tell(ip("198.51.100.7"), ip("10.0.0.1"))).isEqualTo(ip("192.0.2.1"));
    }

    @Test
    void saysWhatIsWrongWhenANameWasNeverKnown() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> address("ftp.example.org").tell(ip("198.51.100.7"), ip("10.0.0.1")))
                .withMessageContaining("use EPSV");
    }

    @Test
    void skipsIpv6Answers() throws IOException {
        answer = new InetAddress[] {ip("2001:db8::1"), ip("192.0.2.1")};
        assertThat(address("ftp.example.org").tell(ip("198.51.100.7"), ip("10.0.0.1")))
                .isEqualTo(ip("192.0.2.1"));
    }

    @Test
    void refusesRulesThatAreNone() {
        for (String wrong : List.of("", "10.0.0.0/8=", "10.0.0.0/99=a", "x=y", "a b")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .as(wrong)
                    .isThrownBy(() -> PassiveAddress.Rule.parse(wrong));
        }
    }

    private PassiveAddress address(String... rules) {
        return new PassiveAddress(
                rules(rules),
                host -> {
                    asked.add(host);
                    if (answer.length == 0) {
                        throw new UnknownHostException(host);
                    }
                    return answer;
                },
                now::get);
    }

    private static List<PassiveAddress.Rule> rules(String... texts) {
        return Stream.of(texts)
                .flatMap(text -> PassiveAddress.Rule.parse(text).stream())
                .toList();
    }

    private static InetAddress ip(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
