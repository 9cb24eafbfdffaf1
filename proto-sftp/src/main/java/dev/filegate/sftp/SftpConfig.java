package dev.filegate.sftp;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The keys below {@code filegate.sftp}.
 *
 * @param address where to listen; port 0 for any free port
 * @param hostKeys directory of the host keys; ed25519, ECDSA P-256 and RSA-3072 keys that are missing are made there
 * @param scp whether SCP is served beside SFTP
 * @param legacyAlgorithms whether algorithms that nobody should need any more are offered behind the others
 * @param loginTimeout from the first byte to the login
 * @param idleTimeout without a request; also how long a client may leave unread what it asked for
 * @param keepAlive silence after which a client is asked whether it is there
 * @param maxChannels channels of one connection at the same time
 * @param maxHandles files and directories that one channel may have open
 * @param trustedUserAuthorities file with the public keys whose user certificates are trusted
 * @param revokedKeys file with keys and certificates that do not count any more
 * @param banner lines shown before the login
 * @param rekeyBytes bytes in one direction before new keys are exchanged
 * @param rekeyTime the same by time
 */
public record SftpConfig(
        InetSocketAddress address,
        Path hostKeys,
        boolean scp,
        boolean legacyAlgorithms,
        Duration loginTimeout,
        Duration idleTimeout,
        Duration keepAlive,
        int maxChannels,
        int maxHandles,
        Optional<Path> trustedUserAuthorities,
        Optional<Path> revokedKeys,
        List<String> banner,
        long rekeyBytes,
        Duration rekeyTime) {

    public SftpConfig {
        banner = List.copyOf(banner);
    }

    /** With other ways to serve. */
    public SftpConfig with(boolean scpToo, boolean legacy, Duration login, Duration idle) {
        return new SftpConfig(
                address,
                hostKeys,
                scpToo,
                legacy,
                login,
                idle,
                keepAlive,
                maxChannels,
                maxHandles,
                trustedUserAuthorities,
                revokedKeys,
                banner,
                rekeyBytes,
                rekeyTime);
    }

    /** With other trust, and other words before the login. */
    public SftpConfig with(Optional<Path> authorities, Optional<Path> revocations, List<String> lines) {
        return new SftpConfig(
                address,
                hostKeys,
                scp,
                legacyAlgorithms,
                loginTimeout,
                idleTimeout,
                keepAlive,
                maxChannels,
                maxHandles,
                authorities,
                revocations,
                lines,
                rekeyBytes,
                rekeyTime);
    }

    /** What holds unless configured otherwise. */
    public static SftpConfig defaults(InetSocketAddress address, Path hostKeys) {
        return new SftpConfig(
                address,
                hostKeys,
                true,
                false,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(60),
                10,
                256,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                1L << 30,
                Duration.ofHours(1));
    }
}
