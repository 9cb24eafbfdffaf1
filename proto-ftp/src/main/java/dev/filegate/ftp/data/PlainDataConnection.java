package dev.filegate.ftp.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A data connection without TLS: a blocking socket. */
public record PlainDataConnection(SocketChannel socket) implements DataConnection {
    private static final Logger LOG = LoggerFactory.getLogger(PlainDataConnection.class);

    @Override
    public WritableByteChannel sink() {
        return socket;
    }

    @Override
    public ReadableByteChannel source() {
        return socket;
    }

    @Override
    public boolean takesFiles() {
        return true;
    }

    @Override
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("closing a data connection failed", e);
        }
    }
}
