package dev.filegate.sftp;

import dev.filegate.core.session.Session;
import dev.filegate.core.storage.Storage;
import dev.filegate.sftp.transport.ChannelHandler;
import dev.filegate.sftp.transport.ChannelPeer;
import dev.filegate.sftp.wire.FramingException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who works on an SFTP channel, and when. Requests are answered on the connection's own thread, where they were decrypted, as long as
 * nothing makes it wait. When the storage may wait for a network, a request is a long one, or the client's window is shut, the rest goes
 * through a queue to a virtual thread, and what arrives meanwhile follows through the queue; when that is empty the connection's thread
 * takes over again.
 *
 * <p>Memory is bounded by the window: bytes in the queue are not given back to it before they are worked off, and a request is not looked
 * at before the answers to the earlier ones have left.
 */
final class SftpChannel implements ChannelHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SftpChannel.class);
    /** Stands for the end of the queue. */
    private static final byte[] END = {};

    private final SftpDispatcher dispatcher;
    private final Session session;
    private final ChannelPeer peer;
    private final boolean direct;
    private final Outgoing outgoing;
    private final RequestStream requests;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock, as the two below. */
    private final Deque<byte[]> queue = new ArrayDeque<>();

    private boolean working;
    private boolean ended;
    private volatile boolean closed;

    /** @param direct whether the storage answers without waiting for a network */
    SftpChannel(Storage storage, Session session, String user, int mostHandles, boolean direct, ChannelPeer peer) {
        this.dispatcher = new SftpDispatcher(storage, session, user, mostHandles);
        this.session = session;
        this.peer = peer;
        this.direct = direct;
        this.outgoing = new Outgoing(peer);
        this.requests = new RequestStream(dispatcher, session, outgoing.replies());
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
            requests.feed(bytes, offset, length);
            while (!mustWait() && !closed && requests.answerNext(true)) {
                if (outgoing.isFull()) {
                    outgoing.offer();
                }
            }
            outgoing.offer();
        } catch (FramingException | IOException | RuntimeException e) {
            giveUp(e);
            return length;
        }
        if (!mustWait()) {
            return length;
        }
        int left = requests.takeBack();
        handOver(Arrays.copyOfRange(bytes, offset + length - left, offset + length));
        return length - left;
    }

    private boolean mustWait() {
        return outgoing.isBlocked() || requests.hasPostponed();
    }

    /** The worker sends what is unsent, works off what was postponed, and then the rest of the piece. */
    private void handOver(byte[] rest) {
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
            outgoing.send();
            requests.answerPostponed();
            for (byte[] piece = take(); piece != END; piece = take()) {
                requests.feed(piece, 0, piece.length);
                while (!closed && requests.answerNext(false)) {
                    if (outgoing.isFull()) {
                        outgoing.send();
                    }
                }
                if (isQueueEmpty() || outgoing.isFull()) {
                    outgoing.send();
                }
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

    private boolean isQueueEmpty() {
        lock.lock();
        try {
            return queue.isEmpty();
        } finally {
            lock.unlock();
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
