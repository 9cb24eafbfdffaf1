package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.content;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reading committed files. */
public interface ReadingContract extends StorageUnderTest {
    @Test
    default void readsAtAnyPosition() {
        put(storage(), "/a", "0123456789");
        try (ReadableFile file = storage().openForRead(path("/a"))) {
            assertThat(file.size()).isEqualTo(10);
            assertThat(read(file, 3, 4)).isEqualTo("3456");
            assertThat(read(file, 0, 2)).isEqualTo("01");
            assertThat(read(file, 8, 100)).isEqualTo("89");
        }
    }

    @Test
    default void readsNothingAtOrBeyondTheEnd() {
        put(storage(), "/a", "0123456789");
        try (ReadableFile file = storage().openForRead(path("/a"))) {
            assertThat(file.read(ByteBuffer.allocate(8), 10)).isEqualTo(-1);
            assertThat(file.read(ByteBuffer.allocate(8), 1L << 40)).isEqualTo(-1);
        }
    }

    @Test
    default void readsIntoDirectBuffersToo() {
        put(storage(), "/a", "0123456789");
        ByteBuffer target = ByteBuffer.allocateDirect(4);
        try (ReadableFile file = storage().openForRead(path("/a"))) {
            assertThat(file.read(target, 5)).isEqualTo(4);
        }
        byte[] got = new byte[4];
        target.flip().get(got);
        assertThat(got).isEqualTo(bytes("5678"));
    }

    @Test
    default void readsAnEmptyFile() {
        put(storage(), "/empty", "");
        try (ReadableFile file = storage().openForRead(path("/empty"))) {
            assertThat(file.size()).isZero();
            assertThat(file.read(ByteBuffer.allocate(1), 0)).isEqualTo(-1);
        }
    }

    @Test
    default void keepsEveryByteOfALargeFile() {
        byte[] large = new byte[3_000_001];
        new Random(7).nextBytes(large);
        put(storage(), "/large", large);
        assertThat(content(storage(), "/large")).isEqualTo(large);
    }

    @Test
    default void sendsAPartStraightToAChannel() throws IOException {
        put(storage(), "/a", "0123456789");
        try (ReadableFile file = storage().openForRead(path("/a"))) {
            assertThat(sent(file, 2, 5)).isEqualTo("23456");
            assertThat(sent(file, 7, 1000)).isEqualTo("789");
        }
    }

    @Test
    default void sendsNothingAtOrBeyondTheEnd() throws IOException {
        put(storage(), "/a", "0123456789");
        try (ReadableFile file = storage().openForRead(path("/a"));
                WritableByteChannel nowhere = Channels.newChannel(new ByteArrayOutputStream())) {
            assertThat(file.transferTo(10, 1, nowhere)).isZero();
            assertThat(file.transferTo(11, 1, nowhere)).isZero();
        }
    }

    /** A virtual thread that outruns its client waits; it is neither told that the file has ended nor made to spin. */
    @Test
    default void waitsForAClientThatReadsSlowly() throws Exception {
        byte[] large = new byte[6_000_000];
        new Random(3).nextBytes(large);
        put(storage(), "/large", large);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                SocketPair sockets = SocketPair.open()) {
            Future<byte[]> received = threads.submit(() -> {
                assertThat(sockets.receiveInSmallPieces(1)).isEqualTo(bytes("!"));
                return sockets.receiveInSmallPieces(large.length);
            });
            Future<?> sent = threads.submit(() -> {
                sockets.sender().write(ByteBuffer.wrap(bytes("!")));
                try (ReadableFile file = storage().openForRead(path("/large"))) {
                    long position = 0;
                    while (position < file.size()) {
                        long count = file.transferTo(position, file.size() - position, sockets.sender());
                        assertThat(count).isPositive();
                        position += count;
                    }
                    return position;
                }
            });
            sent.get(60, TimeUnit.SECONDS);
            assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo(large);
        }
    }

    /** Two ends of a connection on loopback. */
    record SocketPair(SocketChannel sender, SocketChannel receiver) implements AutoCloseable {
        public static SocketPair open() throws IOException {
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel receiver = SocketChannel.open(server.getLocalAddress());
                return new SocketPair(server.accept(), receiver);
            }
        }

        byte[] receiveInSmallPieces(int length) throws IOException {
            ByteBuffer all = ByteBuffer.allocate(length);
            while (all.hasRemaining()) {
                all.limit(Math.min(length, all.position() + 2048));
                if (receiver.read(all) < 0) {
                    throw new IOException("ended after " + all.position());
                }
                all.limit(length);
            }
            return all.array();
        }

        @Override
        public void close() throws IOException {
            sender.close();
            receiver.close();
        }
    }

    @Test
    default void leavesTheChannelsFailuresToTheCaller() {
        put(storage(), "/a", "0123456789");
        try (ReadableFile file = storage().openForRead(path("/a"))) {
            assertThatThrownBy(() -> file.transferTo(0, 10, new BrokenChannel()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the peer is gone");
        }
    }

    @Test
    default void aReaderKeepsItsVersionWhenThePathIsReplaced() {
        put(storage(), "/a", "the first version");
        try (ReadableFile file = storage().openForRead(path("/a"))) {
            put(storage(), "/a", "THE SECOND VERSION");
            write(storage(), "/a", APPEND, bytes(" and more"));
            assertThat(content(file)).isEqualTo(bytes("the first version"));
        }
        assertThat(content(storage(), "/a")).isEqualTo(bytes("THE SECOND VERSION and more"));
    }

    @Test
    default void aReaderKeepsItsVersionWhenThePathIsDeleted() {
        put(storage(), "/a", "still here");
        try (ReadableFile file = storage().openForRead(path("/a"))) {
            storage().deleteFile(path("/a"));
            assertThat(content(file)).isEqualTo(bytes("still here"));
        }
    }

    @Test
    default void aReaderKeepsItsVersionWhenThePathIsRenamed() {
        put(storage(), "/a", "still here");
        try (ReadableFile file = storage().openForRead(path("/a"))) {
            storage().rename(path("/a"), path("/b"), RenameMode.REPLACE);
            assertThat(content(file)).isEqualTo(bytes("still here"));
        }
    }

    @Test
    default void doesNotReadWhatIsNotAFile() {
        storage().createDirectory(path("/d"));
        put(storage(), "/f", "x");
        assertFails(Failure.IS_A_DIRECTORY, () -> storage().openForRead(path("/d")));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage().openForRead(path("/")));
        assertFails(Failure.NOT_FOUND, () -> storage().openForRead(path("/missing")));
        assertFails(Failure.NOT_FOUND, () -> storage().openForRead(path("/missing/f")));
        assertFails(Failure.NOT_A_DIRECTORY, () -> storage().openForRead(path("/f/x")));
    }

    private static String read(ReadableFile file, long position, int atMost) {
        ByteBuffer target = ByteBuffer.allocate(atMost);
        int count = file.read(target, position);
        assertThat(target.position()).isEqualTo(count);
        return new String(target.array(), 0, count, StandardCharsets.UTF_8);
    }

    private static String sent(ReadableFile file, long position, long atMost) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (WritableByteChannel channel = Channels.newChannel(received)) {
            long count = file.transferTo(position, atMost, channel);
            assertThat(received.size()).isEqualTo((int) count);
        }
        return received.toString(StandardCharsets.UTF_8);
    }

    /** A client that has gone away. */
    final class BrokenChannel implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            throw new IOException("the peer is gone");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
