package dev.filegate.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * What a TLS listener is made of.
 *
 * @param identities at least one; an ECDSA and an RSA one may stand side by side, each client gets what it can verify
 * @param clients whether clients are asked for certificates
 * @param trustedCas PEM files with the authorities of client certificates; needed unless {@code clients} is OFF
 * @param revocationLists PEM files with revocation lists; when given, every client certificate must be covered by one
 */
public record TlsConfig(
        List<KeyFiles> identities, ClientCertificates clients, List<Path> trustedCas, List<Path> revocationLists) {
    public TlsConfig {
        identities = List.copyOf(identities);
        trustedCas = List.copyOf(trustedCas);
        revocationLists = List.copyOf(revocationLists);
        if (identities.isEmpty()) {
            throw new TlsException("no certificate is configured", "give filegate.tls.certificate");
        }
        if (clients != ClientCertificates.OFF && trustedCas.isEmpty()) {
            throw new TlsException(
                    "client certificates are asked for, but no file with trusted authorities is configured",
                    "name it in filegate.ftp.client-authorities");
        }
    }

    /** A listener that asks clients for nothing. */
    public static TlsConfig of(KeyFiles identity) {
        return new TlsConfig(List.of(identity), ClientCertificates.OFF, List.of(), List.of());
    }

    /** Every file this is read from. */
    List<Path> files() {
        List<Path> files = new java.util.ArrayList<>(trustedCas);
        files.addAll(revocationLists);
        for (KeyFiles identity : identities) {
            files.add(identity.certificate());
            files.add(identity.privateKey());
        }
        return files;
    }
}
