package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ForwardingReadable;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client hears when the storage fails, at each moment of a transfer. */
class StorageFaultTest {
    /** When the storage fails, and how. */
    private static final class FailingStorage extends ForwardingStorage {
        private volatile Moment moment = Moment.NEVER;
        private volatile Failure failure = Failure.INTERNAL;

        enum Moment {
            NEVER,
            OPEN,
            WRITE,
            COMMIT,
            READ,
            CRASH
        }

        FailingStorage(Storage inner) {
            super(inner);
        }

        void failAt(Moment when, Failure how) {
            moment = when;
            failure = how;
        }

        private void check(Moment now) {
            if (moment == now) {
                throw new GatewayException(failure, "it failed: " + failure);
            }
            if (moment == Moment.CRASH) {
                throw new IllegalStateException("a bug");
            }
        }

        @Override
        public ReadableFile openForRead(VirtualPath path) {
            return new FailingReadable(super.openForRead(path));
        }

        private final class FailingReadable extends ForwardingReadable {
            FailingReadable(ReadableFile inner) {
                super(inner);
            }

            @Override
            public long transferTo(long position, long count, WritableByteChannel target) {
                check(Moment.READ);
                return 0; // another process cut the file short
            }
        }

        @Override
        public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
            check(Moment.OPEN);
            return new FailingWritable(super.openForWrite(path, mode));
        }

        private final class FailingWritable extends ForwardingWritable {
            FailingWritable(WritableFile inner) {
                super(inner);
            }

            @Override
            public void write(ByteBuffer source, long position) {
                check(Moment.WRITE);
                super.write(source, position);
            }

            @Override
            public void commit() {
                check(Moment.COMMIT);
                super.commit();
            }
        }
    }

    private static final Map<Failure, Integer> CODES = new EnumMap<>(Map.ofEntries(
            Map.entry(Failure.NOT_FOUND, 550),
            Map.entry(Failure.ALREADY_EXISTS, 550),
            Map.entry(Failure.NOT_A_DIRECTORY, 550),
            Map.entry(Failure.IS_A_DIRECTORY, 550),
            Map.entry(Failure.NOT_EMPTY, 550),
            Map.entry(Failure.PERMISSION_DENIED, 550),
            Map.entry(Failure.INVALID_NAME, 553),
            Map.entry(Failure.QUOTA_EXCEEDED, 552),
            Map.entry(Failure.NO_SPACE, 452),
            Map.entry(Failure.BUSY, 450),
            Map.entry(Failure.UNAVAILABLE, 450),
            Map.entry(Failure.UNSUPPORTED, 504),
            Map.entry(Failure.INTERNAL, 451)));

    @Test
    void answersEachFailureWithItsCodeAndWordsAtEachMoment() {
        FailingStorage storage = new FailingStorage(TestServer.memory());
        try (TestServer server = TestServer.start(TestServer.config(), storage);
                RawClient client = server.login()) {
            client.send("TYPE I").expect(200);
            assertThat(client.upload("STOR f", "before".getBytes(StandardCharsets.UTF_8)))
                    .containsExactly("226 transfer complete");
            for (Failure failure : Failure.values()) {
                String expected = CODES.get(failure) + " it failed: " + failure;
                storage.failAt(FailingStorage.Moment.OPEN, failure);
                client.send("EPSV").expect(229);
                assertThat(client.send("STOR f").reply()).containsExactly(expected);
                storage.failAt(FailingStorage.Moment.WRITE, failure);
                assertThat(client.upload("STOR f", new byte[10])).containsExactly(expected);
                storage.failAt(FailingStorage.Moment.COMMIT, failure);
                assertThat(client.upload("STOR f", new byte[10])).containsExactly(expected);
                storage.failAt(FailingStorage.Moment.READ, failure);
                assertThat(download(client)).isEqualTo(expected);
            }
            assertThat(server.storage()
                            .stat(VirtualPath.parse("/f"), dev.filegate.core.storage.Links.FOLLOW)
                            .size())
                    .isEqualTo(6);
        }
    }

    @Test
    void saysThatAFileBecameShorter() {
        FailingStorage storage = new FailingStorage(TestServer.memory());
        try (TestServer server = TestServer.start(TestServer.config(), storage);
                RawClient client = server.login()) {
            client.send("TYPE I").expect(200);
            server.put("/f", "content");
            assertThat(download(client)).startsWith("451 ").contains("shorter");
        }
    }

    @Test
    void survivesABug() {
        FailingStorage storage = new FailingStorage(TestServer.memory());
        try (TestServer server = TestServer.start(TestServer.config(), storage);
                RawClient client = server.login()) {
            client.send("TYPE I").expect(200);
            server.put("/f", "content");
            storage.failAt(FailingStorage.Moment.CRASH, Failure.INTERNAL);
            assertThat(download(client)).startsWith("451 ").doesNotContain("a bug");
            client.send("EPSV").expect(229);
            assertThat(client.send("STOR f").reply().getFirst())
                    .startsWith("451 ")
                    .doesNotContain("a bug");
            client.send("NOOP").expect(200);
        }
    }

    private static String download(RawClient client) {
        try (java.net.Socket data = client.extendedPassive()) {
            client.send("RETR f").expect(150);
            assertThat(data.getInputStream().readAllBytes()).isEmpty();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return client.reply().getFirst();
    }
}
