package dev.filegate.deploy.config;

import dev.filegate.tls.ClientCertificates;
import dev.filegate.tls.KeyFiles;
import dev.filegate.tls.TlsConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * The certificates of the TLS listeners, and which certificates of clients they believe.
 *
 * @param identities none when one is to be generated
 */
public record TlsSettings(
        List<KeyFiles> identities, ClientCertificates clients, List<Path> authorities, List<Path> revocationLists) {
    public TlsSettings {
        identities = List.copyOf(identities);
        authorities = List.copyOf(authorities);
        revocationLists = List.copyOf(revocationLists);
    }

    /** What a listener is made of, with {@code generated} where no certificate is configured. */
    public TlsConfig with(KeyFiles generated) {
        return config(List.of(generated));
    }

    /** What a listener is made of when certificates are configured. */
    public TlsConfig config() {
        return config(identities);
    }

    private TlsConfig config(List<KeyFiles> presented) {
        return new TlsConfig(presented, clients, authorities, revocationLists);
    }
}
