package dev.filegate.deploy.config;

import dev.filegate.sftp.SftpConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Keys of SFTP and SCP. */
final class SftpKeys {
    final KeyGroup group = new KeyGroup("SFTP and SCP", "");

    final Key<Boolean> enabled = group.add(
            Key.of("filegate.sftp.enabled", ValueTypes.FLAG).byDefault("true").means("Whether SFTP is served."));
    final Key<String> host = group.add(Key.of("filegate.sftp.host", ValueTypes.HOST)
            .byDefault("0.0.0.0")
            .inQuickstart("127.0.0.1")
            .means("Address to listen on."));
    final Key<Integer> port = group.add(Key.of("filegate.sftp.port", ValueTypes.PORT)
            .byDefault("22")
            .inQuickstart("2222")
            .means("Port to listen on."));
    final Key<Path> hostKeys = group.add(
            Key.of("filegate.sftp.host-keys", ValueTypes.PATH)
                    .byDefault("${filegate.home}/ssh")
                    .means(
                            "Directory of the host keys, in OpenSSH's format and under its names (`ssh_host_*_key`); ed25519, ECDSA P-256 and RSA-3072 keys are generated on first start."));
    final Key<Boolean> scp = group.add(
            Key.of("filegate.sftp.scp", ValueTypes.FLAG).byDefault("true").means("Whether SCP is served too."));
    final Key<Duration> loginTimeout = group.add(Key.of("filegate.sftp.login-timeout", ValueTypes.DURATION)
            .byDefault("60s")
            .means("Time from the connection to the login."));
    final Key<Duration> idleTimeout = group.add(Key.of("filegate.sftp.idle-timeout", ValueTypes.DURATION)
            .byDefault("10m")
            .means("Time without a request after which a connection is closed."));
    final Key<Boolean> legacyAlgorithms = group.add(Key.of("filegate.sftp.legacy-algorithms", ValueTypes.FLAG)
            .byDefault("false")
            .means("Whether algorithms that are no longer considered safe are offered."));

    final Key<Path> trustedAuthorities = group.add(
            Key.of("filegate.sftp.trusted-user-ca-keys", ValueTypes.PATH)
                    .means(
                            "File with the public keys, one a line, whose OpenSSH user certificates are trusted. A certificate must name the user among its principals."));
    final Key<Path> revokedKeys = group.add(Key.of("filegate.sftp.revoked-keys", ValueTypes.PATH)
            .means("File with public keys or `SHA256:` fingerprints, one a line, or a list made by `ssh-keygen -k`:"
                    + " keys and certificates that do not count any more."));
    final Key<String> banner = group.add(Key.of("filegate.sftp.banner", ValueTypes.TEXT)
            .means("Text shown before the login; several lines are allowed."));

    /** How SFTP is served, if it is. */
    Optional<SftpConfig> read(Values values) {
        InetSocketAddress address = new InetSocketAddress(values.host(host), values.get(port));
        SftpConfig config = SftpConfig.defaults(address, values.get(hostKeys))
                .with(values.get(scp), values.get(legacyAlgorithms), values.get(loginTimeout), values.get(idleTimeout))
                .with(
                        values.find(trustedAuthorities),
                        values.find(revokedKeys),
                        values.find(banner).orElse("").lines().toList());
        return values.get(enabled) ? Optional.of(config) : Optional.empty();
    }
}
