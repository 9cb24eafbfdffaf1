package dev.filegate.ftp.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The end of a chain of conversions in tests: remembers what arrived. */
public final class CollectingSink implements ByteSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int largestWrite;
    private int pulses;
    private boolean finished;
    private boolean closed;

    @Override
    public void write(ByteBuffer source) {
        largestWrite = Math.max(largestWrite, source.remaining());
        byte[] taken = new byte[source.remaining()];
        source.get(taken);
        bytes.writeBytes(taken);
    }

    @Override
    public void pulse() {
        pulses++;
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void close() {
        closed = true;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public int largestWrite() {
        return largestWrite;
    }

    public int pulses() {
        return pulses;
    }

    public boolean isFinished() {
        return finished;
    }

    public boolean isClosed() {
        return closed;
    }
}
