package dev.filegate.storage.local;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An open file. A {@link FileChannel} of the JDK, because that is what sends a file to a socket without carrying its bytes. */
final class LocalReader implements ReadableFile {
    /** Little is copied, as the kernel reports room only when a good part of its buffer is free, which sendfile then fills. */
    private static final int WAITING_SIZE = 4096;

    private final VirtualPath path;
    private final FileChannel channel;
    private final long size;

    private LocalReader(VirtualPath path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    /** Opens what is held, which is a file and has {@code size} bytes. */
    static LocalReader open(VirtualPath path, Descriptor held, long size) throws Errno {
        try {
            return new LocalReader(path, FileChannel.open(Path.of(held.procPath()), StandardOpenOption.READ), size);
        } catch (IOException failed) {
            held.reopen(Linux.O_RDONLY).close(); // tells in the kernel's own words what is wrong
            throw new GatewayException(Failure.INTERNAL, LocalFailures.shown(path) + ": cannot be opened", failed);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        try {
            int count = channel.read(target, position);
            while (count > 0 && target.hasRemaining()) {
                int more = channel.read(target, position + count);
                if (more <= 0) {
                    break;
                }
                count += more;
            }
            return count;
        } catch (IOException failed) {
            throw new GatewayException(
                    Failure.UNAVAILABLE, LocalFailures.shown(path) + ": the disk cannot be read", failed);
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (target instanceof SocketChannel socket && Thread.currentThread().isVirtual()) {
            makeParkable(socket);
        }
        long sent = channel.transferTo(position, count, target);
        return sent > 0 || count == 0 ? sent : sendBuffered(position, count, target);
    }

    /**
     * A socket that a virtual thread has not used yet still blocks in the kernel, and sendfile to a slow client would hold on to the
     * carrier thread for as long as the client likes. Any write, even of nothing, makes the JDK switch it over.
     */
    private static void makeParkable(SocketChannel socket) throws IOException {
        int nothing = socket.write(ByteBuffer.allocate(0));
        assert nothing == 0;
    }

    /**
     * Where sendfile sends nothing, because the client does not keep up with a virtual thread or because the end is reached, a small
     * write waits for room as it should.
     */
    private long sendBuffered(long position, long count, WritableByteChannel target) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(WAITING_SIZE, count));
        if (channel.read(buffer, position) <= 0) {
            return 0;
        }
        return target.write(buffer.flip());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new GatewayException(
                    Failure.UNAVAILABLE, LocalFailures.shown(path) + ": the disk reports an error", failed);
        }
    }
}
