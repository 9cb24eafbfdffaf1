package dev.filegate.ftp.hash;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;

/**
 * A part of a file.
 *
 * @param start first byte, from 0
 * @param end the byte after the last; {@link Long#MAX_VALUE} for the end of the file
 */
public record ByteRange(long start, long end) {
    public static final ByteRange WHOLE = new ByteRange(0, Long.MAX_VALUE);

    public ByteRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a range must not end before it begins");
        }
    }

    /**
     * Parses the argument of RANG (draft-bryan-ftp-range section 3): first and last byte, both included; {@code 1 0} is the draft's way
     * to say the whole file again.
     *
     * @throws IllegalArgumentException with words for the client
     */
    public static ByteRange parseRang(String argument) {
        if (!argument.matches("[0-9]{1,18} [0-9]{1,18}")) {
            throw new IllegalArgumentException("RANG needs the first and the last byte: RANG 0 499");
        }
        int space = argument.indexOf(' ');
        long first = Long.parseLong(argument.substring(0, space));
        long last = Long.parseLong(argument.substring(space + 1));
        if (first == 1 && last == 0) {
            return WHOLE;
        }
        if (last < first) {
            throw new IllegalArgumentException("the last byte comes before the first");
        }
        return new ByteRange(first, last + 1);
    }

    /** Whether this is a part that somebody asked for, and not just all there is. */
    public boolean isWhole() {
        return equals(WHOLE);
    }

    /**
     * This range within a file of {@code size} bytes: the open end becomes the file's.
     *
     * @throws GatewayException INVALID_NAME when it goes beyond the end of the file
     */
    public ByteRange within(long size) {
        if (start > size || (end != Long.MAX_VALUE && end > size)) {
            throw new GatewayException(
                    Failure.INVALID_NAME, "the range goes beyond the end of the file, which has " + size + " bytes");
        }
        return new ByteRange(start, Math.min(end, size));
    }

    public long length() {
        return end - start;
    }

    /** First and last byte as HASH shows them, both included: {@code 0-49} for fifty bytes; an empty file shows {@code 0-0}. */
    public String shown() {
        return start + "-" + Math.max(start, end - 1);
    }
}
