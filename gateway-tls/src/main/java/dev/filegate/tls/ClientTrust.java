package dev.filegate.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Which client certificates are believed: issued by a trusted authority and not revoked (RFC 5280 section 6). */
final class ClientTrust {
    private ClientTrust() {}

    static TrustManager[] managers(TlsConfig config) throws GeneralSecurityException {
        if (config.clients() == ClientCertificates.OFF) {
            return new TrustManager[0];
        }
        Set<TrustAnchor> anchors = new HashSet<>();
        for (Path file : config.trustedCas()) {
            PemFiles.certificates(file).forEach(authority -> anchors.add(new TrustAnchor(authority, null)));
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        List<X509CRL> revoked = new ArrayList<>();
        config.revocationLists().forEach(file -> revoked.addAll(PemFiles.revocationLists(file)));
        parameters.setRevocationEnabled(!revoked.isEmpty());
        if (!revoked.isEmpty()) {
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(revoked)));
            parameters.addCertPathChecker(listsOnly());
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory.getTrustManagers();
    }

    /** Only the configured lists count: a handshake never waits for an OCSP responder or a download. */
    private static PKIXRevocationChecker listsOnly() throws GeneralSecurityException {
        PKIXRevocationChecker checker =
                (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(EnumSet.of(
                PKIXRevocationChecker.Option.PREFER_CRLS,
                PKIXRevocationChecker.Option.NO_FALLBACK,
                PKIXRevocationChecker.Option.ONLY_END_ENTITY));
        return checker;
    }
}
