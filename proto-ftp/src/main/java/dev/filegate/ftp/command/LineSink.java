package dev.filegate.ftp.command;

import dev.filegate.core.path.NameCodec;
import dev.filegate.ftp.data.ByteSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Hands on a listing line by line, for replies on the control connection. */
final class LineSink implements ByteSink {
    private final Consumer<String> target;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);

    LineSink(Consumer<String> target) {
        this.target = target;
    }

    @Override
    public void write(ByteBuffer source) {
        while (source.hasRemaining()) {
            byte octet = source.get();
            if (octet == '\n') {
                target.accept(NameCodec.decode(line.toByteArray()));
                line.reset();
            } else if (octet != '\r') {
                line.write(octet);
            }
        }
    }

    @Override
    public void pulse() {}

    @Override
    public void finish() {}

    @Override
    public void close() {}
}
