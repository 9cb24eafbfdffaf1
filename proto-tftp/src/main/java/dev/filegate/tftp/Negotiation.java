package dev.filegate.tftp;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Settles the options of one request with what the gateway allows. Used once, by one thread. */
final class Negotiation {
    private static final int SMALLEST_BLOCK = 8;
    private static final int LARGEST_WINDOW = 65535;
    private static final int LONGEST_TIMEOUT = 255;
    private static final int SHORTEST_MICROSECONDS = 10_000;
    private static final int MICROSECONDS = 1_000_000;

    private final TftpConfig.Tuning tuning;
    private final OptionalLong fileSize;
    private int blockSize = Terms.PLAIN_BLOCK_SIZE;
    private int window = 1;
    private Duration timeout;
    private Rollover rollover;

    /**
     * @param fileSize what {@code tsize} is answered with; empty when that cannot be said, as for text that is converted while it is sent
     */
    Negotiation(TftpConfig.Tuning tuning, OptionalLong fileSize) {
        this.tuning = tuning;
        this.fileSize = fileSize;
        this.timeout = tuning.timeout();
        this.rollover = tuning.rollover();
    }

    /** Answers the options of a request under the names the client wrote (some compare them letter by letter), those in {@code refused} as if they were unknown. */
    Terms settle(TftpPacket.Request request, Set<TftpOption> refused) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (TftpOption option : TftpOption.values()) {
            if (!refused.contains(option)) {
                request.asked(option)
                        .ifPresent(asked -> option.answer(asked.getValue(), this)
                                .ifPresent(granted -> answers.put(asked.getKey(), Long.toString(granted))));
            }
        }
        return new Terms(blockSize, window, timeout, tuning.retries(), rollover, Collections.unmodifiableMap(answers));
    }

    /** What a request says its file has, if it says so in a way that can be read. */
    static OptionalLong announcedSize(TftpPacket.Request request) {
        return request.asked(TftpOption.TSIZE)
                .map(asked -> TftpOption.number(asked.getValue()))
                .orElse(OptionalLong.empty());
    }

    OptionalLong blockSize(long asked) {
        if (asked < SMALLEST_BLOCK) {
            return OptionalLong.empty();
        }
        blockSize = (int) Math.min(asked, tuning.maxBlock());
        return OptionalLong.of(blockSize);
    }

    OptionalLong timeoutInSeconds(long asked) {
        if (asked < 1 || asked > LONGEST_TIMEOUT) {
            return OptionalLong.empty();
        }
        timeout = Duration.ofSeconds(asked);
        return OptionalLong.of(asked);
    }

    OptionalLong timeoutInMicroseconds(long asked) {
        if (asked < SHORTEST_MICROSECONDS || asked > (long) LONGEST_TIMEOUT * MICROSECONDS) {
            return OptionalLong.empty();
        }
        timeout = Duration.ofNanos(asked * 1000);
        return OptionalLong.of(asked);
    }

    OptionalLong transferSize(long asked) {
        return fileSize;
    }

    OptionalLong windowSize(long asked) {
        if (asked < 1 || asked > LARGEST_WINDOW) {
            return OptionalLong.empty();
        }
        window = (int) Math.min(asked, tuning.maxWindow());
        return OptionalLong.of(window);
    }

    OptionalLong rollover(long asked) {
        if (asked > 1) {
            return OptionalLong.empty();
        }
        rollover = asked == 0 ? Rollover.TO_ZERO : Rollover.TO_ONE;
        return OptionalLong.of(asked);
    }
}
