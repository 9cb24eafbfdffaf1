package dev.filegate.deploy.config;

import dev.filegate.tls.ClientCertificates;
import dev.filegate.tls.KeyFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys of the gateway's certificates. */
final class TlsKeys {
    private static final ValueType<List<Path>> PATHS =
            ValueType.listOf("a path, or several of them", ValueType.Form.COMMAS, Path::of);

    final KeyGroup group = new KeyGroup(
            "TLS",
            "Without a certificate a self-signed one is generated below `filegate.home` and kept. Changed files are in use within seconds.");

    final Key<List<Path>> certificate = group.add(
            Key.of("filegate.tls.certificate", PATHS)
                    .means(
                            "PEM file of the certificate and its chain; a second one lets an ECDSA and an RSA certificate stand side by side."));
    final Key<List<Path>> privateKey = group.add(Key.of("filegate.tls.private-key", PATHS)
            .means("PEM file of the private key of each certificate, in the same order: PKCS#8, PKCS#1 or SEC 1."));
    final Key<String> privateKeyPassword = group.add(
            Key.of("filegate.tls.private-key-password", ValueTypes.TEXT).means("Password of encrypted private keys."));

    /** What the listeners of FTP use. */
    TlsSettings read(Values values, FtpKeys ftp) {
        List<Path> certificates = values.find(certificate).orElse(List.of());
        List<Path> keys = values.find(privateKey).orElse(List.of());
        String password = values.find(privateKeyPassword).orElse("");
        List<KeyFiles> identities = new ArrayList<>();
        if (certificates.size() != keys.size()) {
            values.report(
                    certificates.size() < keys.size() ? privateKey : certificate,
                    "there are " + certificates.size() + " certificates and " + keys.size() + " private keys",
                    "give filegate.tls.certificate and filegate.tls.private-key together, one key for each certificate");
        } else {
            for (int i = 0; i < certificates.size(); i++) {
                identities.add(new KeyFiles(certificates.get(i), keys.get(i), password));
            }
        }
        ClientCertificates clients = values.get(ftp.clientCertificates);
        List<Path> authorities = values.find(ftp.clientAuthorities).orElse(List.of());
        if (clients != ClientCertificates.OFF && authorities.isEmpty()) {
            values.report(
                    ftp.clientCertificates,
                    "client certificates are asked for, but nothing says which authorities are trusted",
                    "name their PEM file in filegate.ftp.client-authorities");
        }
        return new TlsSettings(
                identities,
                clients,
                authorities,
                values.find(ftp.clientRevocations).orElse(List.of()));
    }

    /** A list of paths. */
    static ValueType<List<Path>> paths() {
        return PATHS;
    }
}
