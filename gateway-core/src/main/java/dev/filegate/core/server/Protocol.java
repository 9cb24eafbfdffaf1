package dev.filegate.core.server;

import java.util.Locale;
import java.util.Set;

/** How a client talks to the gateway. The word is the one used in configuration, audit records and metrics. */
public enum Protocol {
    FTP,
    /** FTP whose control connection is encrypted, from the start or since AUTH TLS (RFC 4217). */
    FTPS,
    SFTP,
    SCP,
    TFTP;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a login over this protocol is covered by an account's list. {@link #FTP} in the list covers FTPS as well, while {@link #FTPS}
     * alone means "with TLS only". SFTP and SCP share one SSH login, so either covers it; which of the two a channel may use is for the
     * SSH server to check against the list itself.
     */
    public boolean coveredBy(Set<Protocol> listed) {
        return switch (this) {
            case FTP, TFTP -> listed.contains(this);
            case FTPS -> listed.contains(FTPS) || listed.contains(FTP);
            case SFTP, SCP -> listed.contains(SFTP) || listed.contains(SCP);
        };
    }
}
