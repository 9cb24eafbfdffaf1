package dev.filegate.core.session;

import java.util.Locale;

/** How a client talks to the gateway. The word is the one used in configuration, audit records and metrics. */
public enum Protocol {
    FTP,
    FTPS,
    SFTP,
    SCP,
    TFTP;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
