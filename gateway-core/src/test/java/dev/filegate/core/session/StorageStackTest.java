package dev.filegate.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.audit.AuditContext;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.Origin;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageBackend;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.core.storage.rule.InMemoryQuotaLedger;
import dev.filegate.core.storage.rule.SharedReads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageStackTest {
    private static final VirtualPath IMAGE = VirtualPath.parse("/image");
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);

    private final AtomicInteger opened = new AtomicInteger();
    private final Account account = TestAccounts.named("boot").build();
    private final StorageStack stack = new StorageStack(
            Map.of(
                    TestAccounts.STORAGE,
                    new Counting(
                            new MemoryBackend(
                                    EnumSet.complementOf(EnumSet.of(Capability.LOCAL_SPEED)), MemoryBackend.ticking()),
                            opened)),
            new InMemoryQuotaLedger(),
            InstantSource.system());

    /** A remote storage that counts how often a file is opened. */
    private record Counting(StorageBackend inner, AtomicInteger opened) implements StorageBackend {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public Storage tree(VirtualPath base, String owner) {
            return new ForwardingStorage(inner.tree(base, owner)) {
                @Override
                public ReadableFile openForRead(VirtualPath path) {
                    opened.incrementAndGet();
                    return inner().openForRead(path);
                }
            };
        }

        @Override
        public void check() {
            inner.check();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    /** A session that nobody watches. */
    private record Unwatched(Protocol protocol) implements AuditContext {
        @Override
        public Origin origin() {
            return new Origin(InstantSource.system().instant(), "s1", protocol, CLIENT, "boot", false, Map.of());
        }

        @Override
        public void record(AuditEvent event) {}

        @Override
        public void received(long bytes) {}

        @Override
        public void sent(long bytes) {}
    }

    private Storage session(Protocol protocol) {
        return stack.build(account, new Unwatched(protocol), CLIENT.getAddress())
                .storage();
    }

    @BeforeEach
    void storeAnImage() {
        try (WritableFile file = session(Protocol.SFTP).openForWrite(IMAGE, new WriteMode.Replace())) {
            file.write(ByteBuffer.wrap(new byte[1000]), 0);
            file.commit();
        }
    }

    private int opensOfTwoSessionsAtOnce(Protocol protocol) {
        try (ReadableFile one = session(protocol).openForRead(IMAGE);
                ReadableFile other = session(protocol).openForRead(IMAGE)) {
            assertThat(one.read(ByteBuffer.allocate(2000), 0)).isEqualTo(1000);
            assertThat(other.read(ByteBuffer.allocate(2000), 0)).isEqualTo(1000);
        }
        return opened.get();
    }

    @Test
    void letsMachinesThatBootShareWhatTheyRead() {
        stack.shareReads(new SharedReads(1 << 20));
        assertThat(opensOfTwoSessionsAtOnce(Protocol.TFTP)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, mode = EnumSource.Mode.EXCLUDE, names = "TFTP")
    void letsNoOtherProtocolShareReads(Protocol protocol) {
        stack.shareReads(new SharedReads(1 << 20));
        assertThat(opensOfTwoSessionsAtOnce(protocol)).isEqualTo(2);
    }

    @Test
    void sharesNothingWithoutRoomForIt() {
        assertThat(opensOfTwoSessionsAtOnce(Protocol.TFTP)).isEqualTo(2);
    }
}
