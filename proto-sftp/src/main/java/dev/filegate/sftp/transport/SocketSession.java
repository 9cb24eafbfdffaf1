package dev.filegate.sftp.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/**
 * One connection: a blocking socket, read by a virtual thread that decrypts, answers and writes without handing anything to another
 * thread. What that thread writes while it works off one piece of input is gathered and leaves in one write; what others write leaves at
 * once. A client that does not read stops being read.
 */
final class SocketSession extends AbstractCloseable implements IoSession {
    private static final int SMALLEST_READ = 4 * 1024;
    private static final int LARGEST_READ = 256 * 1024;
    private static final int MOST_GATHERED = 256 * 1024;
    private static final long PATIENCE_OF_CLOSE = 1;

    private final IoService service;
    private final IoHandler handler;
    private final SocketChannel socket;
    private final long id;
    private final SocketAddress local;
    private final SocketAddress remote;
    private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final List<ByteBuffer> gathered = new ArrayList<>();
    private int gatheredBytes;
    private volatile @Nullable Thread reader;

    SocketSession(IoService service, IoHandler handler, SocketChannel socket, long id) throws IOException {
        this.service = service;
        this.handler = handler;
        this.socket = socket;
        this.id = id;
        this.local = socket.getLocalAddress();
        this.remote = socket.getRemoteAddress();
    }

    /** Serves the connection until it ends. */
    void run() {
        reader = Thread.currentThread();
        try {
            handler.sessionCreated(this);
            flush();
            readAll();
        } catch (ClosedChannelException _) {
            // closed by another thread, or by the client between two packets
        } catch (Exception e) {
            tell(e);
        } finally {
            reader = null;
            close(true);
        }
    }

    private void readAll() throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(SMALLEST_READ);
        while (!isClosing() && read(buffer)) {
            int count = buffer.position();
            handler.messageReceived(this, Readable.readable(buffer.flip()));
            flush();
            buffer = sized(buffer, count);
        }
    }

    /** False when nothing more will come: the client closed, was cut off, or we closed. */
    private boolean read(ByteBuffer buffer) {
        try {
            return socket.read(buffer) >= 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** Grows while the client keeps it full, shrinks when it does not: an idle connection holds little. */
    private static ByteBuffer sized(ByteBuffer buffer, int count) {
        int capacity = buffer.capacity();
        if (count == capacity && capacity < LARGEST_READ) {
            return ByteBuffer.allocate(capacity * 4);
        }
        if (count < capacity / 16) {
            return ByteBuffer.allocate(Math.max(SMALLEST_READ, capacity / 4));
        }
        return buffer.clear();
    }

    private void tell(Exception failure) {
        try {
            handler.exceptionCaught(this, failure);
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public IoWriteFuture writeBuffer(Buffer packet) throws IOException {
        writing.lock();
        try {
            if (isClosing() && !socket.isOpen()) {
                throw new ClosedChannelException();
            }
            gathered.add(ByteBuffer.wrap(packet.array(), packet.rpos(), packet.available()));
            gatheredBytes += packet.available();
            if (Thread.currentThread() != reader || gatheredBytes >= MOST_GATHERED) {
                flush();
            }
        } finally {
            writing.unlock();
        }
        return AbstractIoWriteFuture.fulfilled(remote, true);
    }

    /** Writes what was gathered. Blocks while the client does not read. */
    void flush() throws IOException {
        writing.lock();
        try {
            if (gatheredBytes == 0) {
                return;
            }
            ByteBuffer[] buffers = gathered.toArray(ByteBuffer[]::new);
            long left = gatheredBytes;
            gathered.clear();
            gatheredBytes = 0;
            while (left > 0) {
                left -= socket.write(buffers);
            }
        } catch (IOException e) {
            close(true);
            throw e;
        } finally {
            writing.unlock();
        }
    }

    /** The last words of the connection's own thread leave; another thread may be stuck in a write and is not waited for. */
    @Override
    protected void preClose() {
        if (Thread.currentThread() == reader && socket.isOpen()) {
            try {
                if (writing.tryLock(PATIENCE_OF_CLOSE, TimeUnit.SECONDS)) {
                    try {
                        flush();
                    } finally {
                        writing.unlock();
                    }
                }
            } catch (IOException _) {
                // the client is gone; so is what it would have read
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        super.preClose();
    }

    @Override
    protected void doCloseImmediately() {
        try {
            socket.close();
        } catch (IOException _) {
            // closed anyway
        }
        try {
            handler.sessionClosed(this);
        } catch (Exception e) {
            tell(e);
        }
        super.doCloseImmediately();
    }

    @Override
    public long getId() {
        return id;
    }

    @Override
    public SocketAddress getAcceptanceAddress() {
        return local;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return remote;
    }

    InetSocketAddress client() {
        return (InetSocketAddress) remote;
    }

    @Override
    public @Nullable Object getAttribute(Object key) {
        return attributes.get(key);
    }

    @Override
    public @Nullable Object setAttribute(Object key, Object value) {
        return attributes.put(key, value);
    }

    @Override
    public @Nullable Object setAttributeIfAbsent(Object key, Object value) {
        return attributes.putIfAbsent(key, value);
    }

    @Override
    public @Nullable Object removeAttribute(Object key) {
        return attributes.remove(key);
    }

    @Override
    public IoService getService() {
        return service;
    }

    @Override
    public void shutdownOutputStream() throws IOException {
        flush();
        socket.shutdownOutput();
    }

    /** Only port forwarding asks for this, which there is none of. */
    @Override
    public void suspendRead() {
        throw new UnsupportedOperationException("reading is paced by the channel windows");
    }

    @Override
    public void resumeRead() {
        throw new UnsupportedOperationException("reading is paced by the channel windows");
    }

    @Override
    public String toString() {
        return "SSH connection of " + remote;
    }
}
