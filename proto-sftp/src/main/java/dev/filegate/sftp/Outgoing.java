package dev.filegate.sftp;

import dev.filegate.sftp.transport.ChannelPeer;
import dev.filegate.sftp.wire.ReplyBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Answers on their way to the client: written together, sent together, and kept while the client's window is shut. For one thread at a
 * time.
 */
final class Outgoing {
    /** Answers are sent when so much has come together, or when there is nothing more to answer. */
    private static final int BATCH = 64 * 1024;

    private final ChannelPeer peer;
    private final ReplyBuffer replies;
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();

    Outgoing(ChannelPeer peer) {
        this.peer = peer;
        this.replies = new ReplyBuffer(ChannelPeer.HEADROOM, peer.payload(), ChannelPeer.TAILROOM);
    }

    /** Where answers are written. */
    ReplyBuffer replies() {
        return replies;
    }

    /** Whether enough has been written to be sent. */
    boolean isFull() {
        return replies.size() >= BATCH;
    }

    /** Whether the client's window has no room for what was written. */
    boolean isBlocked() {
        return !unsent.isEmpty();
    }

    /** Sends what the window has room for, without waiting. */
    void offer() throws IOException {
        unsent.addAll(replies.drain());
        while (!unsent.isEmpty() && peer.offer(unsent.element())) {
            unsent.remove();
        }
    }

    /** Sends everything, waiting for the window as long as that takes. */
    void send() throws IOException {
        unsent.addAll(replies.drain());
        while (!unsent.isEmpty()) {
            peer.write(unsent.remove());
        }
    }
}
