package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.tftp.TransferTable.Parties;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EndedTransfersTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
    private final EndedTransfers ended = new EndedTransfers(2, nanos::get);

    private static Parties from(int port) {
        return new Parties(
                InetSocketAddress.createUnresolved("client", port), InetSocketAddress.createUnresolved("server", 69));
    }

    @Test
    void forgetsAfterAWhile() {
        ended.add(from(1));
        nanos.addAndGet(EndedTransfers.MEMORY.toNanos() - 1);
        assertThat(ended.holds(from(1))).isTrue();
        assertThat(ended.holds(from(2))).isFalse();
        nanos.addAndGet(1);
        assertThat(ended.holds(from(1))).isFalse();
    }

    @Test
    void makesRoomForTheLatest() {
        ended.add(from(1));
        ended.add(from(2));
        ended.add(from(1));
        ended.add(from(3));
        assertThat(ended.holds(from(2))).isFalse();
        assertThat(ended.holds(from(1))).isTrue();
        assertThat(ended.holds(from(3))).isTrue();
    }
}
