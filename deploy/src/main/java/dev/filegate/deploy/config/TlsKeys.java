package dev.filegate.deploy.config;

import java.nio.file.Path;

/** Keys of the certificate, which this version knows but cannot use. */
final class TlsKeys {
    final KeyGroup group = new KeyGroup("TLS", "Not in this version; naming a certificate is an error.");

    final Key<Path> certificate = group.add(Key.of("filegate.tls.certificate", ValueTypes.PATH)
            .unavailable("TLS", path -> true)
            .means("PEM file of the certificate and its chain."));
    final Key<Path> privateKey = group.add(Key.of("filegate.tls.private-key", ValueTypes.PATH)
            .unavailable("TLS", path -> true)
            .means("PEM file of the private key."));

    /** Finds what is wrong with the keys, and whether they ask for what is not there. */
    void check(Values values) {
        group.keys().forEach(values::find);
    }
}
