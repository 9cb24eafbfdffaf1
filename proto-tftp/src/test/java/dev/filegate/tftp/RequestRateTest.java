package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestRateTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(-5 * SECOND);
    private final RequestRate rate = new RequestRate(10, now::get);

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    private int allowed(String literal, int tries) {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            allowed += rate.allows(address(literal)) ? 1 : 0;
        }
        return allowed;
    }

    @Test
    void allowsABurstAndThenTheRate() {
        assertThat(allowed("192.0.2.1", 100)).isEqualTo(20);
        now.addAndGet(SECOND);
        assertThat(allowed("192.0.2.1", 100)).isEqualTo(10);
        now.addAndGet(100 * SECOND);
        assertThat(allowed("192.0.2.1", 100)).isEqualTo(20);
    }

    @Test
    void countsEachAddressByItselfAndAnIpv6SiteAsOne() {
        assertThat(allowed("192.0.2.1", 100)).isEqualTo(20);
        assertThat(allowed("192.0.2.2", 100)).isEqualTo(20);
        assertThat(allowed("2001:db8::1", 15)).isEqualTo(15);
        assertThat(allowed("2001:db8::2", 100)).isEqualTo(5);
        assertThat(allowed("2001:db8:0:1::2", 100)).isEqualTo(20);
    }

    @Test
    void forgetsWhoeverWasHeardOfLeastRecently() {
        allowed("192.0.2.1", 100);
        for (int i = 0; i < 20_000; i++) {
            rate.allows(address("10." + (i >> 16) + "." + (i >> 8 & 0xFF) + "." + (i & 0xFF)));
        }

        assertThat(allowed("192.0.2.1", 100)).isEqualTo(20);
    }
}
