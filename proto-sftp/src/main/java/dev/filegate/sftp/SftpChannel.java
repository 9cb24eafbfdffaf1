package dev.filegate.sftp;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.session.Session;
import dev.filegate.core.storage.Storage;
import dev.filegate.sftp.transport.ChannelHandler;
import dev.filegate.sftp.transport.ChannelPeer;
import dev.filegate.sftp.wire.FramingException;
import dev.filegate.sftp.wire.MalformedPacketException;
import dev.filegate.sftp.wire.PacketAssembler;
import dev.filegate.sftp.wire.ReplyBuffer;
import dev.filegate.sftp.wire.SftpDecoder;
import dev.filegate.sftp.wire.SftpEncoder;
import dev.filegate.sftp.wire.SftpRequest;
import dev.filegate.sftp.wire.SftpResponse;
import dev.filegate.sftp.wire.StatusCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one SFTP channel. Requests are answered on the connection's own thread, where they were decrypted, as long as nothing makes
 * it wait. When the storage may wait for a network, a request is a long one, or the client's window is shut, the rest goes through a queue
 * to a virtual thread, and what arrives meanwhile follows through the queue; when that is empty the connection's thread takes over again.
 *
 * <p>Memory is bounded by the window: bytes in the queue are not given back to it before they are worked off, and a request is not looked
 * at before the answers to the earlier ones have left.
 */
final class SftpChannel implements ChannelHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SftpChannel.class);
    /** Answers are sent when so much has come together, or when there is nothing more to answer. */
    private static final int BATCH = 64 * 1024;
    /** Stands for the end of the queue. */
    private static final byte[] END = {};

    private final SftpDispatcher dispatcher;
    private final Session session;
    private final ChannelPeer peer;
    private final boolean direct;
    private final PacketAssembler assembler = new PacketAssembler();
    private final ReplyBuffer replies;
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock, as the three below. */
    private final Deque<byte[]> queue = new ArrayDeque<>();

    private boolean working;
    private boolean ended;
    private boolean garbled;
    private volatile boolean closed;

    /** A request that the connection's thread must not work on; handed over with the worker's start. */
    private @Nullable SftpRequest pending;

    /** @param direct whether the storage answers without waiting for a network */
    SftpChannel(Storage storage, Session session, String user, int mostHandles, boolean direct, ChannelPeer peer) {
        this.dispatcher = new SftpDispatcher(storage, session, user, mostHandles);
        this.session = session;
        this.peer = peer;
        this.direct = direct;
        this.replies = new ReplyBuffer(ChannelPeer.HEADROOM, peer.payload(), ChannelPeer.TAILROOM);
    }

    @Override
    public void start() {}

    @Override
    public int received(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            if (closed) {
                return length;
            }
            if (working || !direct) {
                enqueue(Arrays.copyOfRange(bytes, offset, offset + length));
                return 0;
            }
        } finally {
            lock.unlock();
        }
        return answerHere(bytes, offset, length);
    }

    private int answerHere(byte[] bytes, int offset, int length) {
        try {
            assembler.feed(bytes, offset, length);
            while (answerNext(true) && unsent.isEmpty() && pending == null) {}
            flush();
        } catch (FramingException | IOException | RuntimeException e) {
            giveUp(e);
            return length;
        }
        if (unsent.isEmpty() && pending == null) {
            return length;
        }
        int left = assembler.remaining();
        handOver(bytes, offset + length - left, left);
        return length - left;
    }

    /** The worker sends what is unsent, works off what is pending, and then the rest of the piece. */
    private void handOver(byte[] bytes, int offset, int length) {
        byte[] rest = Arrays.copyOfRange(bytes, offset, offset + length);
        assembler.feed(rest, 0, 0);
        lock.lock();
        try {
            enqueue(rest);
        } finally {
            lock.unlock();
        }
    }

    /** Holds the lock. */
    private void enqueue(byte[] bytes) {
        queue.add(bytes);
        if (!working) {
            working = true;
            Thread.ofVirtual().name("sftp-" + session.id()).start(this::work);
        }
    }

    private void work() {
        try {
            sendUnsent();
            SftpRequest first = pending;
            pending = null;
            if (first != null) {
                answer(first);
                sendReplies();
            }
            for (byte[] piece = take(); piece != END; piece = take()) {
                assembler.feed(piece, 0, piece.length);
                while (answerNext(false)) {
                    if (replies.size() >= BATCH) {
                        sendReplies();
                    }
                }
                sendRepliesIfQueueIsEmpty();
                peer.release(piece.length);
            }
        } catch (FramingException | IOException | RuntimeException e) {
            giveUp(e);
            finish();
        }
    }

    /** The next piece; when there is none, the worker's end, after which the connection's thread works again. */
    private byte[] take() {
        lock.lock();
        try {
            byte[] piece = closed ? null : queue.poll();
            if (piece != null) {
                return piece;
            }
            working = false;
        } finally {
            lock.unlock();
        }
        afterWork();
        return END;
    }

    private void finish() {
        lock.lock();
        try {
            working = false;
            queue.clear();
        } finally {
            lock.unlock();
        }
        afterWork();
    }

    private void afterWork() {
        if (closed) {
            dispatcher.close();
        } else if (ended) {
            exit();
        }
    }

    private void sendRepliesIfQueueIsEmpty() throws IOException {
        boolean more;
        lock.lock();
        try {
            more = !queue.isEmpty();
        } finally {
            lock.unlock();
        }
        if (!more || replies.size() >= BATCH) {
            sendReplies();
        }
    }

    /** Answers the next request of the current piece; false when there is none. */
    private boolean answerNext(boolean mayNotWait) throws FramingException, IOException {
        ByteBuffer packet = assembler.next();
        if (!packet.hasRemaining() || closed) {
            return false;
        }
        SftpRequest request;
        try {
            request = SftpDecoder.decode(packet);
        } catch (MalformedPacketException e) {
            if (!garbled) {
                garbled = true;
                session.abuse(Session.Abuse.GARBAGE); // once: one faulty client must not be banned for all its packets
            }
            encode(new SftpResponse.Status(
                    SftpDecoder.idOf(packet), StatusCode.BAD_MESSAGE, String.valueOf(e.getMessage())));
            return true;
        }
        if (mayNotWait && SftpDispatcher.isLong(request)) {
            pending = request;
            return true;
        }
        answer(request);
        if (mayNotWait && replies.size() >= BATCH) {
            flush();
        }
        return true;
    }

    private void answer(SftpRequest request) {
        SftpResponse response;
        try {
            response = dispatcher.dispatch(request);
        } catch (RuntimeException e) {
            LOG.error(
                    "{}: {} failed unexpectedly",
                    session.id(),
                    request.getClass().getSimpleName(),
                    e);
            response = new SftpResponse.Status(request.id(), StatusCode.FAILURE, "internal error");
        }
        encode(response);
    }

    private void encode(SftpResponse response) {
        try {
            SftpEncoder.encode(response, replies);
        } catch (GatewayException e) {
            // only DATA reads while it is encoded
            SftpEncoder.encode(SftpStatus.of(((SftpResponse.Data) response).id(), e), replies);
        }
    }

    /** On the connection's thread: sends what the window has room for. */
    private void flush() throws IOException {
        unsent.addAll(replies.drain());
        while (!unsent.isEmpty() && peer.offer(unsent.element())) {
            unsent.remove();
        }
    }

    private void sendReplies() throws IOException {
        unsent.addAll(replies.drain());
        sendUnsent();
    }

    private void sendUnsent() throws IOException {
        while (!unsent.isEmpty()) {
            peer.write(unsent.remove());
        }
    }

    private void giveUp(Exception failure) {
        switch (failure) {
            case FramingException e -> {
                session.abuse(Session.Abuse.GARBAGE);
                LOG.info("{}: the SFTP channel is ended: {}", session.id(), String.valueOf(e.getMessage()));
            }
            case IOException e -> LOG.debug("{}: the SFTP channel is gone", session.id(), e);
            default -> LOG.error("{}: the SFTP channel failed unexpectedly", session.id(), failure);
        }
        peer.abort();
    }

    /** Clients end a channel by sending no more; whatever is open then was not finished. */
    @Override
    public void inputEnded() {
        lock.lock();
        try {
            ended = true;
            if (working) {
                return;
            }
        } finally {
            lock.unlock();
        }
        exit();
    }

    private void exit() {
        dispatcher.close();
        peer.exit(0);
    }

    @Override
    public void closed() {
        lock.lock();
        try {
            closed = true;
            if (working) {
                return; // the worker lets go of what is open when it notices
            }
        } finally {
            lock.unlock();
        }
        dispatcher.close();
    }

    @Override
    public boolean isBusy() {
        lock.lock();
        try {
            return working;
        } finally {
            lock.unlock();
        }
    }
}
