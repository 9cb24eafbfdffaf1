package dev.filegate.tftp;

import java.nio.ByteBuffer;

/**
 * A text file in the form that travels: LF becomes CR LF, and CR becomes CR NUL (RFC 1350 section 1, RFC 764). How far a block reaches
 * into the file is only known when it was made, so where each block of the last window began is remembered.
 */
final class NetasciiSource implements BlockSource {
    private static final byte CR = '\r';
    private static final byte LF = '\n';
    private static final byte NUL = 0;
    private static final int CHUNK = 1024;

    /** What is to follow the CR that ended the block before. */
    private enum Pending {
        NOTHING,
        LINE_FEED,
        NOTHING_BUT_NUL
    }

    /** Where a block begins. */
    private record Mark(long block, long position, Pending pending) {}

    private final ReadAhead file;
    private final Mark[] marks;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

    NetasciiSource(ReadAhead file, int window) {
        this.file = file;
        this.marks = new Mark[window + 2];
        java.util.Arrays.fill(marks, new Mark(1, 0, Pending.NOTHING));
    }

    @Override
    public void read(long block, ByteBuffer target) {
        Mark mark = marks[(int) (block % marks.length)];
        if (mark.block() != block) {
            throw new IllegalStateException("block " + block + " is outside the window");
        }
        long position = mark.position();
        Pending pending = flush(mark.pending(), target);
        while (target.hasRemaining() && position < file.size()) {
            chunk.clear();
            file.read(chunk, position);
            chunk.flip();
            while (chunk.hasRemaining() && target.hasRemaining()) {
                pending = flush(put(chunk.get(), target), target);
                position++;
            }
        }
        marks[(int) ((block + 1) % marks.length)] = new Mark(block + 1, position, pending);
    }

    /** Puts a byte, or the CR that stands for it; says what must follow. */
    private static Pending put(byte b, ByteBuffer target) {
        return switch (b) {
            case LF -> {
                target.put(CR);
                yield Pending.LINE_FEED;
            }
            case CR -> {
                target.put(CR);
                yield Pending.NOTHING_BUT_NUL;
            }
            default -> {
                target.put(b);
                yield Pending.NOTHING;
            }
        };
    }

    private static Pending flush(Pending pending, ByteBuffer target) {
        if (pending == Pending.NOTHING || !target.hasRemaining()) {
            return pending;
        }
        target.put(pending == Pending.LINE_FEED ? LF : NUL);
        return Pending.NOTHING;
    }
}
