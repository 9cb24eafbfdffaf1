package dev.filegate.sftp.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a stream of bytes, fed in pieces of any size, into SFTP packets: a length of four bytes, then that many. A packet that lies whole
 * in a piece is a view on it and is not copied; one that is cut is collected in a buffer that grows with what really arrived, never
 * above {@value #MAX_PACKET} bytes, and that is let go when the packet is done. Confined to one thread at a time.
 */
public final class PacketAssembler {
    /** The longest packet taken, as in OpenSSH (SFTP_MAX_MSG_LENGTH). */
    public static final int MAX_PACKET = 256 * 1024;

    private static final int LENGTH_FIELD = 4;
    private static final byte[] EMPTY = {};

    private byte[] partial = EMPTY;
    private int collected;
    private ByteBuffer input = ByteBuffer.wrap(EMPTY);

    /** Gives the next piece. The one before must have been worked off: {@link #next} returned an empty packet. */
    public void feed(byte[] bytes, int offset, int length) {
        input = ByteBuffer.wrap(bytes, offset, length);
    }

    /** Bytes of the current piece that no returned packet holds yet. */
    public int remaining() {
        return input.remaining();
    }

    /** Whether a packet has begun that is not complete. */
    public boolean isInsidePacket() {
        return collected > 0 || input.hasRemaining();
    }

    /**
     * The next packet without its length field, valid until the next call; empty (no bytes at all) when the piece is used up.
     *
     * @throws FramingException for a length of 0, above {@value #MAX_PACKET} or negative
     */
    public ByteBuffer next() throws FramingException {
        if (collected == 0 && input.remaining() >= LENGTH_FIELD) {
            int length = checkedLength(input.getInt(input.position()));
            if (input.remaining() >= LENGTH_FIELD + length) {
                ByteBuffer packet = input.slice(input.position() + LENGTH_FIELD, length);
                input.position(input.position() + LENGTH_FIELD + length);
                return packet;
            }
        }
        return collect();
    }

    private ByteBuffer collect() throws FramingException {
        if (collected < LENGTH_FIELD) {
            take(LENGTH_FIELD - collected);
            if (collected < LENGTH_FIELD) {
                return ByteBuffer.wrap(EMPTY);
            }
        }
        int length = checkedLength(ByteBuffer.wrap(partial).getInt(0));
        take(LENGTH_FIELD + length - collected);
        if (collected < LENGTH_FIELD + length) {
            return ByteBuffer.wrap(EMPTY);
        }
        ByteBuffer packet = ByteBuffer.wrap(partial, LENGTH_FIELD, length).slice();
        partial = EMPTY;
        collected = 0;
        return packet;
    }

    private void take(int wanted) {
        int count = Math.min(wanted, input.remaining());
        if (collected + count > partial.length) {
            int room = Math.max(collected + count, Math.min(partial.length * 2, collected + wanted));
            partial = Arrays.copyOf(partial, room);
        }
        input.get(partial, collected, count);
        collected += count;
    }

    private static int checkedLength(int length) throws FramingException {
        if (length < 1 || length > MAX_PACKET) {
            throw new FramingException(length);
        }
        return length;
    }
}
