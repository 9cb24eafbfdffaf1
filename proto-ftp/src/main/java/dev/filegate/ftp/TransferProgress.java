package dev.filegate.ftp;

import java.time.Duration;

/** How far a running transfer is. Written by the transfer's thread, read by the session's. */
public final class TransferProgress {
    private volatile long bytes;
    private volatile long lastMoved = System.nanoTime();
    private volatile boolean storing;
    private volatile boolean aborted;

    /** So many bytes went through now; 0 for other signs of life. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the transfer's thread
    public void moved(long count) {
        bytes += count;
        lastMoved = System.nanoTime();
    }

    /** Whether it waits for the storage now, which may throttle or be far away: then it is not the client that stands still. */
    public void storing(boolean now) {
        lastMoved = System.nanoTime();
        storing = now;
    }

    /** Bytes so far. */
    public long bytes() {
        return bytes;
    }

    /** Whether nobody waits for the result any more. */
    public boolean isAborted() {
        return aborted;
    }

    void abort() {
        aborted = true;
    }

    /** How long the client has not moved anything. */
    Duration still() {
        return storing ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastMoved);
    }
}
