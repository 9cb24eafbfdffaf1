package dev.filegate.sftp.scp;

import dev.filegate.core.path.NameCodec;
import dev.filegate.sftp.transport.ChannelPeer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes of a channel, both ways, for one thread that may block. What has arrived and is not read yet is bounded by the channel's
 * window, which gets back what was read.
 */
public final class ScpStream {
    private static final int LONGEST_LINE = 8 * 1024;

    private final ChannelPeer peer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    /** Guarded by the lock, as {@code ended} and {@code cut}. */
    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();

    private boolean ended;
    private boolean cut;

    public ScpStream(ChannelPeer peer) {
        this.peer = peer;
    }

    /** Adds a copy of what arrived. By the connection's thread. */
    public void arrived(byte[] bytes, int offset, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        lock.lock();
        try {
            pieces.add(ByteBuffer.wrap(copy));
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The client said that it sends no more. By any thread. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The channel is gone; unless the client had said that it sends no more, what it sent is not everything. By any thread. */
    public void cut() {
        lock.lock();
        try {
            cut = !ended;
            ended = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next bytes, {@code most} at most and at least one. To be given back with {@link #release}.
     *
     * @throws EOFException when the client sends no more
     */
    public ByteBuffer next(int most) throws IOException {
        ByteBuffer piece = awaitPiece();
        int count = Math.min(most, piece.remaining());
        ByteBuffer part = piece.slice(piece.position(), count);
        piece.position(piece.position() + count);
        if (!piece.hasRemaining()) {
            lock.lock();
            try {
                pieces.remove();
            } finally {
                lock.unlock();
            }
        }
        return part;
    }

    /** Gives read bytes back to the window, once they are worked off. */
    public void release(int bytes) {
        peer.release(bytes);
    }

    private ByteBuffer awaitPiece() throws IOException {
        lock.lock();
        try {
            while (pieces.isEmpty()) {
                if (ended) {
                    throw new EOFException("the client sends no more");
                }
                arrived.await();
            }
            return pieces.element();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } finally {
            lock.unlock();
        }
    }

    int readByte() throws IOException {
        int value = next(1).get() & 0xFF;
        release(1);
        return value;
    }

    /**
     * Whether the client has said that it sends no more, waiting for the next byte if need be.
     *
     * @throws EOFException when the channel is gone without that
     */
    public boolean isAtEnd() throws IOException {
        try {
            awaitPiece();
            return false;
        } catch (EOFException e) {
            if (isCut()) {
                throw e;
            }
            return true;
        }
    }

    private boolean isCut() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    /** The rest of a line, without its end. */
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = readByte(); c != '\n'; c = readByte()) {
            if (line.size() == LONGEST_LINE) {
                throw new ScpProtocolException("a line of more than " + LONGEST_LINE + " bytes");
            }
            line.write(c);
        }
        return NameCodec.decode(line.toByteArray());
    }

    void write(String text) throws IOException {
        byte[] bytes = NameCodec.encode(text);
        ByteBuffer chunk = newChunk(bytes.length);
        send(chunk.put(bytes));
    }

    void write(int octet) throws IOException {
        send(newChunk(1).put((byte) octet));
    }

    /** Writes any bytes, in as many chunks as they need. */
    public void write(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += peer.payload()) {
            int count = Math.min(peer.payload(), bytes.length - at);
            send(newChunk(count).put(bytes, at, count));
        }
    }

    /** A buffer to be filled and sent; its limit is what fits. */
    ByteBuffer newChunk(long most) {
        int room = (int) Math.min(most, peer.payload());
        return ByteBuffer.allocate(ChannelPeer.HEADROOM + room + ChannelPeer.TAILROOM)
                .position(ChannelPeer.HEADROOM)
                .limit(ChannelPeer.HEADROOM + room);
    }

    /** Sends what was put into a chunk. */
    void send(ByteBuffer chunk) throws IOException {
        peer.write(chunk.limit(chunk.position()).position(ChannelPeer.HEADROOM));
    }
}
