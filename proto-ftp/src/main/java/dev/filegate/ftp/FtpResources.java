package dev.filegate.ftp;

import dev.filegate.core.session.Sessions;
import dev.filegate.ftp.data.PassiveAddress;
import dev.filegate.ftp.data.PortPool;
import dev.filegate.ftp.data.TransferBuffers;
import dev.filegate.tls.TlsContext;
import java.util.function.Supplier;

/**
 * What all sessions of a server share. Thread-safe.
 *
 * @param tls the certificates of the moment; asked only when TLS is not off
 */
public record FtpResources(
        FtpConfig config,
        Sessions sessions,
        Supplier<TlsContext> tls,
        PortPool ports,
        PassiveAddress passiveAddress,
        TransferBuffers buffers) {

    public static FtpResources of(FtpConfig config, Sessions sessions, Supplier<TlsContext> tls) {
        return new FtpResources(
                config,
                sessions,
                tls,
                new PortPool(config.passive().ports()),
                new PassiveAddress(config.passive().address()),
                new TransferBuffers());
    }
}
