package dev.filegate.tftp;

import java.nio.ByteBuffer;

/** Text as it travels, turned back into a file: CR LF becomes LF and CR NUL becomes CR; a CR before anything else stays what it is. */
final class NetasciiSink implements BlockSink {
    private static final byte CR = '\r';
    private static final byte LF = '\n';
    private static final byte NUL = 0;

    private final BlockSink target;
    private boolean afterCr;

    NetasciiSink(BlockSink target) {
        this.target = target;
    }

    @Override
    public void write(ByteBuffer payload) {
        ByteBuffer text = ByteBuffer.allocate(payload.remaining() + 1);
        while (payload.hasRemaining()) {
            byte b = payload.get();
            if (afterCr) {
                afterCr = false;
                if (b == LF || b == NUL) {
                    text.put(b == LF ? LF : CR);
                    continue;
                }
                text.put(CR);
            }
            if (b == CR) {
                afterCr = true;
            } else {
                text.put(b);
            }
        }
        target.write(text.flip());
    }

    @Override
    public void finish() {
        if (afterCr) {
            target.write(ByteBuffer.wrap(new byte[] {CR}));
        }
        target.finish();
    }
}
