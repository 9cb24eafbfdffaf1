package dev.filegate.ftp;

import dev.filegate.ftp.data.DataEndpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the next data connection comes from, as the last PASV, EPSV, PORT or EPRT said. Confined to the session's thread. */
public final class DataPorts implements AutoCloseable {
    private @Nullable DataEndpoint next;
    private boolean extendedOnly;

    /** Replaces what was set before, and closes it. */
    public void set(DataEndpoint endpoint) {
        close();
        next = endpoint;
    }

    public boolean isSet() {
        return next != null;
    }

    /** What the next transfer will take. */
    public Optional<DataEndpoint> peek() {
        return Optional.ofNullable(next);
    }

    /** Hands the endpoint over; each is good for one transfer. */
    public Optional<DataEndpoint> take() {
        Optional<DataEndpoint> taken = Optional.ofNullable(next);
        next = null;
        return taken;
    }

    /** Whether EPSV ALL was given: nothing but EPSV from now on (RFC 2428 section 4). */
    public boolean isExtendedOnly() {
        return extendedOnly;
    }

    public void extendedOnly(boolean only) {
        extendedOnly = only;
    }

    /** No transfer came of the last command: a client that has connected for it is let go, and needs another port. */
    void dismiss() {
        if (next != null && next.dismiss()) {
            close();
        }
    }

    /** Closes what was set. */
    @Override
    public void close() {
        if (next != null) {
            next.close();
            next = null;
        }
    }
}
