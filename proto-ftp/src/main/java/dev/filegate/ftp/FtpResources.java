package dev.filegate.ftp;

import dev.filegate.core.session.Sessions;
import dev.filegate.ftp.data.PassiveAddress;
import dev.filegate.ftp.data.PortPool;
import dev.filegate.ftp.data.TransferBuffers;

/** What all sessions of a server share. Thread-safe. */
public record FtpResources(
        FtpConfig config, Sessions sessions, PortPool ports, PassiveAddress passiveAddress, TransferBuffers buffers) {

    public static FtpResources of(FtpConfig config, Sessions sessions) {
        return new FtpResources(
                config,
                sessions,
                new PortPool(config.passive().ports()),
                new PassiveAddress(config.passive().address()),
                new TransferBuffers());
    }
}
