package dev.filegate.ftp.data;

import dev.filegate.tls.TlsChannel;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A data connection with TLS. What comes in ends with a close_notify, or it was cut and fails. */
record TlsDataConnection(TlsChannel channel) implements DataConnection {
    private static final Logger LOG = LoggerFactory.getLogger(TlsDataConnection.class);

    @Override
    public WritableByteChannel sink() {
        return channel;
    }

    @Override
    public ReadableByteChannel source() {
        return channel;
    }

    @Override
    public boolean takesFiles() {
        return false;
    }

    @Override
    public void finish() throws IOException {
        channel.finish();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a data connection failed", e);
        }
    }
}
