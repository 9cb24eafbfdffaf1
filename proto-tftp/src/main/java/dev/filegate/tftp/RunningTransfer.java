package dev.filegate.tftp;

import dev.filegate.tftp.TransferTable.Parties;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A transfer from its request to its end: first its file is being opened, then a driver runs it. It can be ended at any time, from
 * anywhere. Thread-safe.
 */
final class RunningTransfer {
    private final Parties parties;
    private final TftpPacket.Request request;
    private volatile @Nullable TransferDriver driver;
    private boolean ended;

    RunningTransfer(Parties parties, TftpPacket.Request request) {
        this.parties = parties;
        this.request = request;
    }

    Parties parties() {
        return parties;
    }

    InetSocketAddress client() {
        return parties.client();
    }

    TftpPacket.Request request() {
        return request;
    }

    /** Begins to run. False when it was ended meanwhile, and then the driver must not begin. */
    synchronized boolean run(TransferDriver started) {
        if (ended) {
            return false;
        }
        driver = started;
        return true;
    }

    /** Hands a packet of the peer to the driver; while there is none, nothing can have been asked of the peer, and the packet is dropped. */
    void received(TftpPacket packet) {
        TransferDriver running = driver;
        if (running != null) {
            running.received(packet);
        }
    }

    void writable() {
        TransferDriver running = driver;
        if (running != null) {
            running.writable();
        }
    }

    /** Ends it, with words for the client. */
    void end(String reason) {
        TransferDriver running = stop();
        if (running != null) {
            running.fail(TftpError.UNDEFINED, reason);
        }
    }

    /** Ends it without a word. */
    void abandon(String reason) {
        TransferDriver running = stop();
        if (running != null) {
            running.abandon(reason);
        }
    }

    /** Whether it had begun to go on, but then nothing came for that long: its client may have begun anew. */
    boolean stalled(long nanos) {
        TransferDriver running = driver;
        return running != null && running.silentFor(nanos);
    }

    private synchronized @Nullable TransferDriver stop() {
        ended = true;
        return driver;
    }
}
