package dev.filegate.storage.local;

import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.ReadingContract.SocketPair;
import dev.filegate.core.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do not read what they asked for. */
class SlowClientTest {
    private static final int FILE_SIZE = 20_000_000;

    @TempDir
    Path root;

    @Test
    void clientsThatDoNotReadKeepNoThreadFromTheOthers() throws Exception {
        int clients = Runtime.getRuntime().availableProcessors() + 2;
        List<SocketPair> stalled = new ArrayList<>();
        List<Future<?>> downloads = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(clients);
        try (LocalBackend backend = LocalBackend.open("disk", TestConfigs.unflushed(root));
                ExecutorService sessions = Executors.newVirtualThreadPerTaskExecutor()) {
            Storage storage = backend.tree(VirtualPath.ROOT, "me");
            put(storage, "/f", new byte[FILE_SIZE]);
            try {
                for (int i = 0; i < clients; i++) {
                    SocketPair pair = SocketPair.open();
                    stalled.add(pair);
                    downloads.add(sessions.submit(() -> {
                        send(storage, pair, begun);
                        return null;
                    }));
                }
                assertThat(begun.await(30, TimeUnit.SECONDS))
                        .as("all clients were served at once")
                        .isTrue();
                assertThat(sessions.submit(() -> "served").get(30, TimeUnit.SECONDS))
                        .isEqualTo("served");
            } finally {
                for (SocketPair pair : stalled) {
                    pair.close();
                }
            }
            for (Future<?> download : downloads) {
                assertThatThrownBy(() -> download.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            }
        }
    }

    /** Counts down when the first bytes are on their way: the rest does not fit into the socket's buffers. */
    private static void send(Storage storage, SocketPair pair, CountDownLatch begun) throws IOException {
        try (ReadableFile file = storage.openForRead(path("/f"))) {
            long position = file.transferTo(0, 1000, pair.sender());
            begun.countDown();
            while (position < file.size()) {
                position += file.transferTo(position, file.size() - position, pair.sender());
            }
        }
    }
}
