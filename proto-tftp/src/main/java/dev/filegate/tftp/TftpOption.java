package dev.filegate.tftp;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The options of a request (RFC 2347) that the gateway knows, each with the function that answers it. They are answered in this order,
 * whatever the order in the request, because what a window may be depends on the size of its blocks. An unknown option, and a value
 * that is not a number or outside the option's range, is left out of the answer: RFC 2347 leaves what else to do to each option's
 * specification, and none of these asks for ERROR 8.
 */
public enum TftpOption {
    /** Bytes per block, 8 to 65464 (RFC 2348). */
    BLKSIZE(Negotiation::blockSize),
    /** Seconds until a packet is sent again, 1 to 255 (RFC 2349). */
    TIMEOUT(Negotiation::timeoutInSeconds),
    /** The same in microseconds, 10,000 to 255,000,000: what tftp-hpa understands beside RFC 2349. */
    UTIMEOUT(Negotiation::timeoutInMicroseconds),
    /** Bytes of the file (RFC 2349). */
    TSIZE(Negotiation::transferSize),
    /** Blocks that are sent before an ACK is awaited, 1 to 65535 (RFC 7440). */
    WINDOWSIZE(Negotiation::windowSize),
    /** Number of the block after 65535: 0 or 1, as tftp-hpa understands it. */
    ROLLOVER(Negotiation::rollover);

    private static final int MOST_DIGITS = 18;

    private final Answer answer;

    TftpOption(Answer answer) {
        this.answer = answer;
    }

    /** The word on the wire, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The option of that word, in any mixture of upper and lower case. */
    public static Optional<TftpOption> of(String word) {
        for (TftpOption option : values()) {
            if (option.word().equalsIgnoreCase(word)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    /** Takes part in a negotiation with the value the client wrote; empty when the option is left out of the answer. */
    OptionalLong answer(String value, Negotiation negotiation) {
        OptionalLong asked = number(value);
        return asked.isPresent() ? answer.to(negotiation, asked.getAsLong()) : asked;
    }

    /** A value as RFC 2347 writes numbers, in decimal digits; empty when it is none. */
    static OptionalLong number(String value) {
        boolean decimal = !value.isEmpty()
                && value.length() <= MOST_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return decimal ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    /** What is said to the value that the client asked for. */
    private interface Answer {
        OptionalLong to(Negotiation negotiation, long asked);
    }
}
