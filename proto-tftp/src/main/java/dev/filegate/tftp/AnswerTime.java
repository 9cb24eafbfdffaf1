package dev.filegate.tftp;

import java.time.Duration;

/** How long one peer takes to answer a window. Used by one thread at a time. */
final class AnswerTime {
    /** Longer than a thread of the peer usually waits for its turn. */
    private static final long LEAST = 3_000_000;

    private static final int PATIENCE = 4;
    private static final int SMOOTHING = 8;

    private long sentAt;
    private boolean awaited;
    private long usual;

    /** Something was sent that is to be answered. */
    void sent(long now) {
        sentAt = now;
        awaited = true;
    }

    /** The answer came. */
    void answered(long now) {
        if (awaited) {
            long took = now - sentAt;
            usual += usual == 0 ? took : (took - usual) / SMOOTHING;
            awaited = false;
        }
    }

    /** When to wonder what became of an answer; {@code most} at the latest. */
    Duration patience(Duration most) {
        Duration wait = Duration.ofNanos(LEAST + PATIENCE * usual);
        return usual == 0 || wait.compareTo(most) > 0 ? most : wait;
    }
}
