package dev.filegate.tftp;

/**
 * What follows block number 65535. Blocks are counted from 1 without end inside the gateway; the sixteen bits of the wire are made from
 * that count and read back relative to it. Block 0 stands for "before the first".
 */
public enum Rollover {
    /** 65535 is followed by 0, as most clients do. */
    TO_ZERO(65536),
    /** 65535 is followed by 1. */
    TO_ONE(65535);

    private final int period;

    Rollover(int period) {
        this.period = period;
    }

    /** The number of a block on the wire. */
    public int number(long block) {
        return switch (this) {
            case TO_ZERO -> (int) (block & 0xFFFF);
            case TO_ONE -> block == 0 ? 0 : (int) ((block - 1) % period) + 1;
        };
    }

    /**
     * How many blocks after {@code block} the next one with that number comes: 0 when it is the number of {@code block} itself. A number
     * that is behind comes out as very far ahead (almost a whole round), so callers compare with their window.
     */
    public int ahead(long block, int number) {
        if (block == 0) {
            return number;
        }
        if (this == TO_ONE && number == 0) {
            return period;
        }
        return Math.floorMod(number - (int) (block % period), period);
    }
}
