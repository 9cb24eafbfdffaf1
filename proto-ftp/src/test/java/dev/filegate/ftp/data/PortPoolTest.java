package dev.filegate.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortPoolTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void givesOutEachPortOnce() throws IOException {
        PortRange range = freeRange(8);
        PortPool pool = new PortPool(range);
        List<PassiveListener> listeners = new ArrayList<>();
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            PassiveListener listener = pool.listen(LOOPBACK, peer -> true);
            listeners.add(listener);
            ports.add(listener.port());
        }
        assertThat(ports).hasSize(8).allMatch(port -> port >= range.first() && port <= range.last());
        assertThat(pool.available()).isZero();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> pool.listen(LOOPBACK, peer -> true))
                .withMessageContaining("all passive ports are in use");
        listeners.forEach(PassiveListener::close);
        assertThat(pool.available()).isEqualTo(8);
    }

    @Test
    void givesAPortOutAgainAsSoonAsItIsClosed() throws IOException {
        PortPool pool = new PortPool(freeRange(1));
        for (int i = 0; i < 20; i++) {
            PassiveListener listener = pool.listen(LOOPBACK, peer -> true);
            try (Socket client = new Socket(LOOPBACK, listener.port());
                    DataConnection connection = listener.open()) {
                assertThat(client.isConnected()).isTrue();
                assertThat(connection.source().isOpen()).isTrue();
            }
            listener.close();
        }
        assertThat(pool.available()).isEqualTo(1);
    }

    @Test
    void closingTwiceGivesThePortBackOnce() throws IOException {
        PortPool pool = new PortPool(freeRange(2));
        PassiveListener listener = pool.listen(LOOPBACK, peer -> true);
        listener.close();
        listener.close();
        assertThat(pool.available()).isEqualTo(2);
    }

    @Test
    void goesRoundAPortThatAnotherProgramHolds() throws IOException {
        PortRange range = freeRange(2);
        try (ServerSocket other = new ServerSocket(range.first(), 1, LOOPBACK)) {
            PortPool pool = new PortPool(range);
            PassiveListener listener = pool.listen(LOOPBACK, peer -> true);
            assertThat(listener.port()).isEqualTo(range.last()).isNotEqualTo(other.getLocalPort());
            assertThat(pool.available()).isEqualTo(1);
            listener.close();
        }
    }

    @Test
    void doesNotGoThroughTheRangeInOrder() throws IOException {
        PortPool pool = new PortPool(freeRange(30));
        List<Integer> ports = new ArrayList<>();
        List<PassiveListener> listeners = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            listeners.add(pool.listen(LOOPBACK, peer -> true));
            ports.add(listeners.getLast().port());
        }
        listeners.forEach(PassiveListener::close);
        assertThat(ports).isNotEqualTo(ports.stream().sorted().toList());
    }

    @Test
    void takesAnyPortWhereNoRangeIsConfigured() throws IOException {
        PortPool pool = new PortPool(PortRange.ANY);
        PassiveListener listener = pool.listen(LOOPBACK, peer -> true);
        assertThat(listener.port()).isPositive();
        listener.close();
    }

    @Test
    void stopsWaitingWhenClosed() throws Exception {
        PortPool pool = new PortPool(PortRange.ANY);
        PassiveListener listener = pool.listen(LOOPBACK, peer -> true);
        List<Throwable> failures = new ArrayList<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                listener.open().close();
            } catch (IOException e) {
                failures.add(e);
            }
        });
        listener.close();
        waiting.join();
        assertThat(failures).hasSize(1);
    }

    @Test
    void parsesRanges() {
        assertThat(PortRange.parse("50000-50999")).isEqualTo(new PortRange(50000, 50999));
        assertThat(PortRange.parse(" 50000 - 50999 ")).isEqualTo(new PortRange(50000, 50999));
        assertThat(PortRange.parse("21000")).isEqualTo(new PortRange(21000, 21000));
        assertThat(PortRange.parse("0")).isEqualTo(PortRange.ANY);
        for (String wrong : List.of("", "a", "2-1", "1-70000", "-5", "1-2-3", "0-5")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .as(wrong)
                    .isThrownBy(() -> PortRange.parse(wrong));
        }
    }

    /** Ports that nobody else uses at the moment. */
    static PortRange freeRange(int count) throws IOException {
        for (int first = 21000; first < 60000; first += count) {
            if (allFree(first, count)) {
                return new PortRange(first, first + count - 1);
            }
        }
        throw new IOException("no free range");
    }

    private static boolean allFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(LOOPBACK, port));
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
