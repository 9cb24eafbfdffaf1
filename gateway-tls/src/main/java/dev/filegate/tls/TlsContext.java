package dev.filegate.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One generation of certificates and trust, ready for handshakes. Immutable and thread-safe; a control connection keeps the one it
 * began with for all its data connections, so that replacing certificates disturbs nobody.
 *
 * <p><b>Which session a data connection resumed.</b> Session ids do not survive resumption in TLS 1.3, and bound values do not
 * survive stateless tickets. What JSSE does carry in a session, its tickets included, is the peer's host as it was told before the
 * handshake. So every connection is given a random host of its own: two connections whose sessions answer the same host share one
 * original handshake, and only who took part in that can resume it.
 */
public final class TlsContext {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** AEAD with forward secrecy only (RFC 9325 section 4.2). */
    private static final String[] CIPHER_SUITES = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    /** As registered with IANA. */
    private static final List<String> CONTROL_PROTOCOLS = List.of("ftp");

    /** What FileZilla calls its data connections; others say nothing, or the same as on the control connection. */
    private static final List<String> DATA_PROTOCOLS = List.of("ftp-data", "ftp");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SSLContext context;
    private final SSLContext betweenServers;
    private final ClientCertificates clients;
    private final List<Identity> identities;

    private TlsContext(
            SSLContext context, SSLContext betweenServers, ClientCertificates clients, List<Identity> identities) {
        this.context = context;
        this.betweenServers = betweenServers;
        this.clients = clients;
        this.identities = identities;
    }

    /**
     * Reads everything the configuration names.
     *
     * @throws TlsException when a file is missing, unreadable, expired, or key and certificate do not match
     */
    public static TlsContext of(TlsConfig config, Instant now) {
        List<Identity> identities =
                config.identities().stream().map(PemFiles::identity).toList();
        identities.forEach(identity -> checkValidity(identity, now));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(identities), ClientTrust.managers(config), RANDOM);
            SSLContext betweenServers = SSLContext.getInstance("TLS");
            betweenServers.init(keyManagers(identities), new TrustManager[] {new AnyCertificate()}, RANDOM);
            return new TlsContext(context, betweenServers, config.clients(), identities);
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("cannot set up TLS: " + e.getMessage(), "look at the certificates and keys", e);
        }
    }

    /** The certificates presented, for reports and metrics. */
    public List<Identity> identities() {
        return identities;
    }

    /** The server's side of a control connection. */
    public SSLEngine controlEngine() {
        SSLParameters parameters = parameters();
        switch (clients) {
            case OFF -> {}
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        return serverEngine(parameters, CONTROL_PROTOCOLS);
    }

    /** The server's side of a data connection. Clients are not asked for a certificate again: resuming the control connection's session is their proof. */
    public SSLEngine dataEngine() {
        return serverEngine(parameters(), DATA_PROTOCOLS);
    }

    /**
     * The client's side of a data connection between two servers (SSCN, CPSV). Believes any certificate: two servers that a client puts
     * into touch know nothing of each other, so it keeps out who listens, not who is in the way.
     */
    public SSLEngine clientEngine() {
        SSLEngine engine = betweenServers.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setSSLParameters(parameters());
        return engine;
    }

    /** Whether a data connection resumed a session of that control connection. Both handshakes are over. */
    public static boolean resumes(SSLSession data, SSLSession control) {
        return control.getPeerHost().equals(data.getPeerHost());
    }

    /** ALPN (RFC 7301): a client that offers only other protocols is turned away, which stops cross-protocol attacks (ALPACA). */
    private static @Nullable String chosen(List<String> ours, List<String> offered) {
        return ours.stream().filter(offered::contains).findFirst().orElse(null);
    }

    private SSLEngine serverEngine(SSLParameters parameters, List<String> protocols) {
        SSLEngine engine = context.createSSLEngine(randomName(), 0);
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters);
        engine.setHandshakeApplicationProtocolSelector((e, offered) -> chosen(protocols, offered));
        return engine;
    }

    /** 128 random bits; JSSE keeps up to 255 characters. */
    private static String randomName() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private SSLParameters parameters() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(CIPHER_SUITES);
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }

    private static void checkValidity(Identity identity, Instant now) {
        try {
            identity.certificate().checkValidity(Date.from(now));
        } catch (CertificateExpiredException e) {
            throw new TlsException(
                    identity.source() + ": this certificate expired on "
                            + identity.certificate().getNotAfter().toInstant(),
                    "renew it, or leave filegate.tls.certificate out to have one generated",
                    e);
        } catch (CertificateNotYetValidException e) {
            throw new TlsException(
                    identity.source() + ": this certificate is valid only from "
                            + identity.certificate().getNotBefore().toInstant(),
                    "set this machine's clock right, or give another certificate",
                    e);
        }
    }

    private static KeyManager[] keyManagers(List<Identity> identities) throws GeneralSecurityException, IOException {
        char[] password = randomName().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        for (int i = 0; i < identities.size(); i++) {
            PrivateKey key = identities.get(i).key();
            store.setKeyEntry(
                    "identity-" + i, key, password, identities.get(i).chain().toArray(new Certificate[0]));
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, password);
        return factory.getKeyManagers();
    }
}
