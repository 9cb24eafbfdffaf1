package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.SpaceInfo;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.tftp.TftpConfig.Access;
import dev.filegate.tftp.TftpConfig.Bounds;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads: who may, what becomes of half ones, and when the last ACK goes out. */
class WriteRulesTest {
    private static final VirtualPath PATH = VirtualPath.parse("/f");

    private LabServer server = LabServer.start(LabServer.config(false));

    private LabServer start(TftpConfig config) {
        return start(config, MemoryStorage.empty());
    }

    private LabServer start(TftpConfig config, Storage storage) {
        return start(config, FakeSessions.of(storage), storage);
    }

    private LabServer start(TftpConfig config, FakeSessions sessions, Storage storage) {
        server.close();
        server = LabServer.start(config, sessions, storage);
        return server;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void refuses(int code, String name, Map<String, String> options, byte[] content) throws IOException {
        try (LabClient client = new LabClient(server.address())) {
            assertThatThrownBy(() -> client.put(name, "octet", options, content))
                    .isInstanceOfSatisfying(
                            LabClient.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(code));
        }
    }

    @Test
    void refusesEveryUploadUnlessWritingIsAllowed() throws IOException {
        start(LabServer.with(Access.reading(LabServer.ACCOUNT)));

        refuses(2, "f", Map.of(), new byte[10]);
        assertThat(server.has("/f")).isFalse();
    }

    @Test
    void refusesToReplaceAFileUnlessThatIsAllowed() throws IOException {
        start(LabServer.with(Access.reading(LabServer.ACCOUNT).writing(false)));
        server.store("/f", new byte[] {1});

        refuses(6, "f", Map.of(), new byte[10]);
        assertThat(server.stored("/f")).containsExactly(1);
        try (LabClient client = new LabClient(server.address())) {
            client.put("new", "octet", Map.of(), new byte[10]);
        }
        assertThat(server.stored("/new")).hasSize(10);
    }

    @Test
    void refusesAnUploadIntoADirectoryThatIsNotThere() throws IOException {
        start(LabServer.config(false));

        refuses(1, "no/such/f", Map.of(), new byte[10]);
    }

    @Test
    void refusesAnAnnouncedSizeBeforeTheFirstByte() throws IOException {
        FakeSessions sessions = FakeSessions.of(MemoryStorage.empty());
        start(LabServer.with(new Bounds(10, 10, 1000, 5000, 0)), sessions, MemoryStorage.empty());

        refuses(3, "f", Map.of("tsize", "5001"), new byte[10]);
        try (LabClient client = new LabClient(server.address())) {
            client.put("f", "octet", Map.of("tsize", "5000"), new byte[5000]);
        }
    }

    @Test
    void refusesAnAnnouncedSizeThatTheQuotaDoesNotLeave() throws IOException {
        MemoryStorage storage = MemoryStorage.empty();
        start(
                LabServer.with(Access.reading(LabServer.ACCOUNT).writing(false)),
                FakeSessions.of(storage).quota(new QuotaUsage(900, 1000, 0, 0)),
                storage);

        refuses(3, "f", Map.of("tsize", "101"), new byte[10]);
        try (LabClient client = new LabClient(server.address())) {
            client.put("f", "octet", Map.of("tsize", "100"), new byte[100]);
        }
    }

    @Test
    void refusesAnAnnouncedSizeThatTheStorageHasNoRoomFor() throws IOException {
        start(LabServer.config(false), new ForwardingStorage(MemoryStorage.empty()) {
            @Override
            public SpaceInfo space(VirtualPath path) {
                return new SpaceInfo(1000, 10, 10, 0, 0, 1);
            }
        });

        refuses(3, "f", Map.of("tsize", "11"), new byte[11]);
    }

    @Test
    void refusesTheBlockThatCrossesTheLimitAndLeavesNothing() throws IOException {
        start(LabServer.with(new Bounds(10, 10, 1000, 1000, 0)));

        refuses(3, "f", Map.of(), new byte[1001]);
        server.awaitIdle();
        assertThat(server.has("/f")).isFalse();
    }

    @Test
    void leavesNothingOfAnUploadThatWasBrokenOff() throws IOException {
        MemoryStorage storage = MemoryStorage.empty();
        FakeSessions sessions = FakeSessions.of(storage);
        start(LabServer.with(LabServer.patient()), sessions, storage);
        try (LabClient client = new LabClient(server.address())) {
            client.send(LabClient.request(2, "f", "octet", Map.of()));
            client.answer(2000);
            client.send(LabClient.data(1, new byte[512]));
            client.receive(2000);
            client.send(new byte[] {0, 5, 0, 0, 'n', 'o', 0});
        }
        server.awaitIdle();

        assertThat(server.has("/f")).as("neither file nor partial").isFalse();
        assertThat(sessions.last().notes().get("outcome")).startsWith("ended-by-peer");
    }

    @Test
    void leavesTheOldFileWhenAReplacementIsBrokenOff() throws IOException {
        MemoryStorage storage = MemoryStorage.empty();
        FakeSessions sessions = FakeSessions.of(storage);
        start(LabServer.with(LabServer.patient()), sessions, storage);
        server.store("/f", new byte[] {7, 7});
        try (LabClient client = new LabClient(server.address())) {
            client.send(LabClient.request(2, "f", "octet", Map.of()));
            client.answer(2000);
            client.send(LabClient.data(1, new byte[512]));
            client.receive(2000);
            client.send(new byte[] {0, 5, 0, 0, 0});
        }
        server.awaitIdle();

        assertThat(server.stored("/f")).containsExactly(7, 7);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void acknowledgesTheLastBlockOnlyWhenTheFileIsThere(boolean localSpeed) throws Exception {
        CountDownLatch mayCommit = new CountDownLatch(1);
        CountDownLatch commits = new CountDownLatch(1);
        start(LabServer.with(LabServer.patient()), slowCommits(storage(localSpeed), commits, mayCommit));
        try (LabClient client = new LabClient(server.address())) {
            client.send(LabClient.request(2, "f", "octet", Map.of()));
            client.answer(2000);
            client.send(LabClient.data(1, new byte[] {1, 2, 3}));
            commits.await();

            assertThat(client.hearsNothing(200)).isTrue();
            assertThat(server.isCommitted("/f")).isFalse();
            mayCommit.countDown();
            assertThat(client.receive(5000)).isEqualTo(LabClient.ack(1));
            assertThat(server.stored("/f")).containsExactly(1, 2, 3);

            client.send(LabClient.data(1, new byte[] {1, 2, 3}));
            assertThat(client.receive(2000)).as("the last ACK was lost").isEqualTo(LabClient.ack(1));
        }
    }

    static Storage storage(boolean localSpeed) {
        EnumSet<Capability> capabilities = EnumSet.allOf(Capability.class);
        if (!localSpeed) {
            capabilities.remove(Capability.LOCAL_SPEED);
        }
        return new MemoryBackend(capabilities, MemoryBackend.ticking()).tree(VirtualPath.ROOT, "tester");
    }

    private static Storage slowCommits(Storage inner, CountDownLatch commits, CountDownLatch mayCommit) {
        return new ForwardingStorage(inner) {
            @Override
            public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
                return new ForwardingWritable(inner().openForWrite(path, mode)) {
                    @Override
                    public void commit() {
                        commits.countDown();
                        try {
                            mayCommit.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        inner().commit();
                    }
                };
            }
        };
    }

    @Test
    void tellsThatACommitFailed() throws IOException {
        start(new TftpConfig(
                LabServer.LISTEN,
                Access.reading(LabServer.ACCOUNT).writing(false),
                LabServer.patient(),
                LabServer.PLENTY,
                List.of(),
                List.of()));
        try (LabClient client = new LabClient(server.address())) {
            client.send(LabClient.request(2, PATH.toString(), "octet", Map.of()));
            client.answer(2000);
            server.store("/f", new byte[] {9});
            client.send(LabClient.data(1, new byte[] {1}));
            byte[] answer = client.receive(2000);

            assertThat(LabClient.opcode(answer)).isEqualTo(5);
            assertThat(LabClient.number(answer)).isEqualTo(6);
        }
        assertThat(server.stored("/f")).containsExactly(9);
    }

    @Test
    void grantsNoLargerWindowThanItsSocketCanHold() throws IOException {
        start(LabServer.with(new TftpConfig.Tuning(
                TftpConfig.Tuning.LARGEST_BLOCK,
                4096,
                java.time.Duration.ofMillis(50),
                5,
                Rollover.TO_ZERO,
                java.time.Duration.ofMinutes(1))));
        try (LabClient client = new LabClient(server.address())) {
            client.put("f", "octet", Map.of("blksize", "65464", "windowsize", "4096"), new byte[700_000]);

            assertThat(Integer.parseInt(client.granted().get("windowsize"))).isBetween(1, 64);
        }
    }
}
