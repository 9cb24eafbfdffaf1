package dev.filegate.ftp.data;

import dev.filegate.tls.TlsChannel;
import dev.filegate.tls.TlsContext;
import java.io.IOException;
import javax.net.ssl.SSLSession;

/** What PROT asked for: how bytes travel over a data connection (RFC 4217 section 9). */
@FunctionalInterface
public interface DataProtection {
    /** PROT C. */
    DataProtection NONE = plain -> plain;

    /**
     * Prepares a connection that was just opened, on the transfer's thread. Closing {@code plain} by another thread ends it at once.
     *
     * @throws UnprotectedException when the handshake failed, or is nobody's that is known here
     */
    DataConnection protect(PlainDataConnection plain) throws IOException;

    /**
     * PROT P.
     *
     * @param control the session of the control connection
     * @param reuseRequired whether the data connection must resume it: otherwise whoever connects first gets the file
     */
    static DataProtection tls(TlsContext context, SSLSession control, boolean reuseRequired) {
        return plain -> {
            TlsChannel channel;
            try {
                channel = TlsChannel.handshake(plain.socket(), context.dataEngine());
            } catch (IOException e) {
                throw new UnprotectedException("the TLS handshake of the data connection failed", e);
            }
            if (reuseRequired && !TlsContext.resumes(channel.session(), control)) {
                channel.finish();
                throw new UnprotectedException(
                        "the data connection must resume the TLS session of the control connection");
            }
            return new TlsDataConnection(channel);
        };
    }

    /** PROT P with the roles exchanged, as between two servers: the other one shows its certificate, which nobody here can judge. */
    static DataProtection tlsAsClient(TlsContext context) {
        return plain -> {
            try {
                return new TlsDataConnection(TlsChannel.handshake(plain.socket(), context.clientEngine()));
            } catch (IOException e) {
                throw new UnprotectedException("the TLS handshake of the data connection failed", e);
            }
        };
    }
}
