package dev.filegate.tftp;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What holds for one transfer once its options are settled.
 *
 * @param blockSize bytes of every block but the last
 * @param window blocks that are sent before an ACK is awaited
 * @param timeout until a packet is sent again for the first time; later waits are longer
 * @param retries how often a packet is sent again before the peer counts as gone
 * @param answers what goes into the OACK, options as the client spelled them; empty when there is none, and the transfer begins as in RFC 1350
 */
record Terms(int blockSize, int window, Duration timeout, int retries, Rollover rollover, Map<String, String> answers) {
    /** RFC 1350: what holds for a request without options. */
    static final int PLAIN_BLOCK_SIZE = 512;

    /** How often a packet is sent again to an address that has not answered yet and may be a forged one. */
    static final int RETRIES_UNHEARD = 2;

    /** Waits double up to this many timeouts. */
    private static final int LONGEST_BACKOFF = 8;

    /** Waits do not grow beyond this, but a client may ask for a timeout that is longer. */
    private static final Duration LONGEST_GROWN = Duration.ofSeconds(60);

    /** The longest wait for an address that has not answered yet: a forged request must not hold a transfer for the hour it asks for. */
    private static final Duration LONGEST_UNHEARD = Duration.ofSeconds(10);

    /** Longer than any local network takes for a window, and short enough not to be noticed. */
    private static final Duration LONGEST_PROBE = Duration.ofMillis(100);

    /**
     * How long to wait after sending something for the {@code attempt}th time again; 0 is the first time.
     *
     * @param heard whether the peer has answered anything yet
     */
    Duration waitBefore(int attempt, boolean heard) {
        Duration grown = timeout.multipliedBy(Math.min(1L << Math.min(attempt, 16), LONGEST_BACKOFF));
        Duration wait = longer(timeout, shorter(grown, LONGEST_GROWN));
        return heard ? wait : shorter(wait, LONGEST_UNHEARD);
    }

    /** How long a window is awaited at most before its last block is sent again to make the receiver speak. */
    Duration probe() {
        return shorter(timeout.dividedBy(4), LONGEST_PROBE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** How often to send again to a peer of which something was heard, or nothing. */
    int retries(boolean heard) {
        return heard ? retries : Math.min(retries, RETRIES_UNHEARD);
    }

    /** The same with at most that many blocks at once; the answer to the client says so. */
    Terms withWindowUpTo(int most) {
        if (window <= most) {
            return this;
        }
        Map<String, String> changed = new LinkedHashMap<>(answers);
        changed.replaceAll((option, value) ->
                option.equalsIgnoreCase(TftpOption.WINDOWSIZE.word()) ? Integer.toString(most) : value);
        return new Terms(blockSize, most, timeout, retries, rollover, Collections.unmodifiableMap(changed));
    }
}
