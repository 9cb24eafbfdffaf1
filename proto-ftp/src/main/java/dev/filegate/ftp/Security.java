package dev.filegate.ftp;

import dev.filegate.ftp.data.DataEndpoint;
import dev.filegate.ftp.data.DataProtection;
import dev.filegate.tls.TlsContext;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** How one session's connections are protected, as AUTH, PBSZ, PROT and CCC left it (RFC 4217). Confined to the session's thread. */
public final class Security {
    private final FtpConfig.Tls config;
    private @Nullable Handshake handshake;
    private boolean controlInClear = true;
    private boolean implicit;
    private boolean bufferSizeGiven;
    private boolean dataPrivate;
    private boolean clientMethod;
    private @Nullable DataEndpoint reversed;

    /** What the control connection's handshake agreed on, with the certificates its data connections will use too. */
    private record Handshake(TlsContext context, SSLSession session) {}

    Security(FtpConfig.Tls config) {
        this.config = config;
    }

    /** Whether there is TLS to be had. */
    public boolean isAvailable() {
        return config.mode() != FtpConfig.Tls.Mode.OFF;
    }

    public boolean isRequired() {
        return config.mode() == FtpConfig.Tls.Mode.REQUIRED;
    }

    /** The control connection's handshake is over. */
    void secured(TlsContext context, SSLSession session) {
        handshake = new Handshake(context, session);
        controlInClear = false;
    }

    /** CCC: the control connection goes on in clear; the data connections stay as they are. */
    void cleared() {
        controlInClear = true;
    }

    /** Whether there was a handshake: PBSZ and PROT have a meaning from then on. */
    public boolean hasContext() {
        return handshake != null;
    }

    /** Whether the control connection is encrypted at this moment. */
    public boolean isControlPrivate() {
        return !controlInClear;
    }

    /** The name the client asked for in the handshake (RFC 6066 section 3), if it did. */
    public Optional<String> serverName() {
        return Optional.ofNullable(handshake)
                .map(Handshake::session)
                .filter(ExtendedSSLSession.class::isInstance)
                .flatMap(session -> ((ExtendedSSLSession) session)
                        .getRequestedServerNames().stream()
                                .filter(SNIHostName.class::isInstance)
                                .map(name -> ((SNIHostName) name).getAsciiName())
                                .findFirst());
    }

    public boolean isBufferSizeGiven() {
        return bufferSizeGiven;
    }

    /** PBSZ came: PROT is allowed (RFC 2228 section 3). */
    public void bufferSizeGiven() {
        bufferSizeGiven = true;
    }

    public boolean isDataPrivate() {
        return dataPrivate;
    }

    public void dataPrivate(boolean wanted) {
        dataPrivate = wanted;
    }

    /** TLS began with the connection, and ends with it. */
    void implicit() {
        implicit = true;
    }

    /**
     * REIN: what was agreed on for data connections is forgotten.
     *
     * @return whether TLS has to end on the control connection (RFC 4217 section 11); on the implicit port there is nothing without it
     */
    boolean reinitialize() {
        bufferSizeGiven = false;
        dataPrivate = false;
        clientMethod = false;
        reversed = null;
        boolean ends = isControlPrivate() && !implicit;
        if (!implicit) {
            handshake = null;
        }
        return ends;
    }

    /** What happens to a data connection. */
    DataProtection data(DataEndpoint endpoint) {
        Handshake agreed = handshake;
        if (!dataPrivate || agreed == null) {
            return DataProtection.NONE;
        }
        return clientMethod || endpoint.equals(reversed)
                ? DataProtection.tlsAsClient(agreed.context())
                : DataProtection.tls(agreed.context(), agreed.session(), config.sessionReuse());
    }

    /**
     * Whether two servers may be put into touch over TLS: one of them then begins the handshake as a client does, and neither can resume a
     * session of the other, so that nothing proves who is there.
     */
    public boolean mayShakeHandsAsClient() {
        return !config.sessionReuse();
    }

    /** SSCN: whether this side begins the handshakes of data connections. */
    public boolean isClientMethod() {
        return clientMethod;
    }

    public void clientMethod(boolean wanted) {
        clientMethod = wanted;
    }

    /** CPSV: this side begins the handshake of that one data connection. */
    public void reverse(DataEndpoint endpoint) {
        reversed = endpoint;
    }

    /** What the client's verified certificate proves, if it sent one and certificates log in. */
    public Optional<ClientCertificate> certificate() {
        Handshake agreed = handshake;
        if (agreed == null || !config.certificateLogin().enabled()) {
            return Optional.empty();
        }
        try {
            X509Certificate shown = (X509Certificate) agreed.session().getPeerCertificates()[0];
            String subject = shown.getSubjectX500Principal().getName();
            return config.certificateLogin().name().of(shown).map(name -> new ClientCertificate(name, subject));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /**
     * A certificate whose holder and authority the handshake has verified.
     *
     * @param account whose it is
     * @param subject its subject (RFC 2253), for the audit trail
     */
    public record ClientCertificate(String account, String subject) {}
}
