package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.tftp.TftpConfig.Bounds;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random datagrams, from noise to almost well-formed requests and packets, at the request port and at the ports of running transfers: no
 * transfer, session, thread or buffer is left behind, and the server goes on to serve. {@code -Dtftp.garbage=1000000} sends more of them.
 */
class GarbageTest {
    private static final int DATAGRAMS = Integer.getInteger("tftp.garbage", 60_000);

    private final MemoryStorage storage = MemoryStorage.empty();
    private final FakeSessions sessions = FakeSessions.of(storage);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesNothingBehind(boolean single) throws IOException {
        TftpConfig.Listen listen = new TftpConfig.Listen("127.0.0.1", 0, single, PortRange.ANY);
        TftpConfig config = new TftpConfig(
                listen,
                LabServer.ALL,
                LabServer.quick(Rollover.TO_ZERO),
                new Bounds(200, 200, 1_000_000, 100_000, 0),
                java.util.List.of(),
                java.util.List.of());
        long buffers = buffersInUse();
        Set<Thread> threads = threads();
        try (LabServer server = LabServer.start(config, sessions, storage)) {
            byte[] content = TftpServerTest.random(3000);
            server.store("/f", content);
            try (LabClient peer = new LabClient(server.address())) {
                peer.send(LabClient.request(1, "f", "octet", Map.of("blksize", "100")));
                peer.answer(2000);
                noise(server, peer);
            }
            try (LabClient client = new LabClient(server.address())) {
                assertThat(client.get("f", "octet", Map.of())).isEqualTo(content);
            }
            server.awaitIdle();
            assertThat(sessions.active()).isEmpty();
        }
        assertThat(threads()).isSubsetOf(threads);
        assertThat(buffersInUse()).isLessThanOrEqualTo(buffers);
    }

    private static void noise(LabServer server, LabClient peer) throws IOException {
        Random random = new Random(20261120);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < DATAGRAMS; i++) {
                byte[] bytes = packet(random);
                switch (random.nextInt(3)) {
                    case 0 -> socket.send(new DatagramPacket(bytes, bytes.length, server.address()));
                    case 1 -> socket.send(new DatagramPacket(bytes, bytes.length, peer.peer()));
                    default -> peer.send(bytes);
                }
            }
            byte[] huge = new byte[65_000];
            random.nextBytes(huge);
            huge[0] = 0;
            huge[1] = 1;
            socket.send(new DatagramPacket(huge, huge.length, server.address()));
        }
    }

    private static byte[] packet(Random random) {
        if (random.nextInt(4) == 0) {
            // No "timeout" that is granted: the server would rightly wait for minutes, and the test with it.
            String[] options = {"blksize", "tsize", "timeout", "utimeout", "windowsize", "rollover", "x"};
            String option = options[random.nextInt(options.length)];
            int value = random.nextInt(70_000) + (option.equals("timeout") ? 256 : 0);
            Map<String, String> asked = Map.of(option, Integer.toString(value));
            return LabClient.request(1 + random.nextInt(2), "n" + random.nextInt(50), "octet", asked);
        }
        byte[] bytes = new byte[random.nextInt(random.nextInt(8) == 0 ? 1500 : 40)];
        random.nextBytes(bytes);
        if (bytes.length > 1 && random.nextInt(8) > 0) {
            bytes[0] = 0;
            bytes[1] = (byte) random.nextInt(8);
        }
        return bytes;
    }

    /** Threads of the server that live, but for those that are just ending. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("tftp"))
                .filter(GarbageTest::staysAlive)
                .collect(Collectors.toSet());
    }

    private static boolean staysAlive(Thread thread) {
        try {
            return !thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for " + thread, e);
        }
    }

    private static long buffersInUse() {
        return Stream.concat(
                        PooledByteBufAllocator.DEFAULT.metric().directArenas().stream(),
                        PooledByteBufAllocator.DEFAULT.metric().heapArenas().stream())
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }
}
