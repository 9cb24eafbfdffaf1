package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 500 transfers through a network that loses, doubles and reorders one packet in twenty each: none is ever corrupted. */
class LossyNetworkTest {
    private static final int TRANSFERS = 125;
    private static final int AT_ONCE = 16;
    private static final int ATTEMPTS = 5;
    private static final double FAULTS = 0.05;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neverCorruptsAFile(boolean single) throws Exception {
        try (LabServer server = LabServer.start(LabServer.config(single));
                ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> transfers = new ArrayList<>();
            for (int i = 0; i < TRANSFERS; i++) {
                long seed = 1000L * (single ? 1 : 2) + i;
                transfers.add(clients.submit(() -> {
                    bothWays(server, seed);
                    return seed;
                }));
            }
            for (Future<?> transfer : transfers) {
                transfer.get();
            }
        }
    }

    private static void bothWays(LabServer server, long seed) throws IOException {
        Random random = new Random(seed);
        byte[] content = new byte[random.nextInt(12_000)];
        random.nextBytes(content);
        Map<String, String> options = random.nextBoolean()
                ? Map.of()
                : Map.of(
                        "blksize", Integer.toString(64 + random.nextInt(1000)),
                        "windowsize", Integer.toString(1 + random.nextInt(8)),
                        "utimeout", "40000");
        server.store("/in" + seed, content);
        persistently(
                server,
                seed,
                client -> assertThat(client.dallying().get("in" + seed, "octet", options))
                        .as("download %d", seed)
                        .isEqualTo(content));
        persistently(server, ~seed, client -> client.put("out" + seed, "octet", options, content));
        assertThat(server.stored("/out" + seed)).as("upload %d", seed).isEqualTo(content);
    }

    private interface Exchange {
        void with(LabClient client) throws IOException;
    }

    /**
     * A server gives up on an address that has not answered its first three packets. With the short waits of this test, on a busy machine,
     * that can hit a client that is alive, which then does what every client does: it begins anew.
     */
    private static void persistently(LabServer server, long seed, Exchange exchange) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (LossyRelay relay = new LossyRelay(server.address(), FAULTS, seed + attempt);
                    LabClient client = new LabClient(relay.address(), 30)) {
                exchange.with(client);
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
