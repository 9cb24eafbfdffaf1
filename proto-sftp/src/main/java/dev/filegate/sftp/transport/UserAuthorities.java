package dev.filegate.sftp.transport;

import dev.filegate.core.auth.AddressPatterns;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.SshKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose user certificates are trusted, and what is revoked (OpenSSH's PROTOCOL.certkeys). A certificate counts when a trusted authority
 * signed it for users, it names principals, the time is right, the client comes from its {@code source-address}, and it has no critical
 * option that is not understood: {@code force-command} other than SFTP, or {@code verify-required}, lets nobody in. Immutable.
 */
public final class UserAuthorities {
    private static final Logger LOG = LoggerFactory.getLogger(UserAuthorities.class);
    private static final String SOURCE_ADDRESS = "source-address";
    private static final String FORCE_COMMAND = "force-command";

    private final Set<SshKey> trusted;
    private final Revocations revoked;
    private final InstantSource time;

    private UserAuthorities(Set<SshKey> trusted, Revocations revoked, InstantSource time) {
        this.trusted = Set.copyOf(trusted);
        this.revoked = revoked;
        this.time = time;
    }

    /** Nobody is trusted and nothing revoked. */
    public static UserAuthorities none() {
        return new UserAuthorities(Set.of(), Revocations.none(), InstantSource.system());
    }

    /**
     * Reads the files.
     *
     * @param authorities public keys, one a line, as in OpenSSH's TrustedUserCAKeys; empty for none
     * @param revocations public keys or fingerprints, one a line, or an OpenSSH key revocation list; empty for none
     * @throws IOException with words, when a file cannot be read or understood: nobody is let in on half a list
     */
    public static UserAuthorities load(Optional<Path> authorities, Optional<Path> revocations, InstantSource time)
            throws IOException {
        Set<SshKey> trusted = new HashSet<>();
        if (authorities.isPresent()) {
            for (String line : Files.readAllLines(authorities.get())) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    trusted.add(key(line, authorities.get()));
                }
            }
        }
        Revocations revoked = revocations.isPresent() ? Revocations.load(revocations.get()) : Revocations.none();
        return new UserAuthorities(trusted, revoked, time);
    }

    private static SshKey key(String line, Path file) throws IOException {
        String[] words = line.strip().split("\\s+", 3);
        try {
            return SshKey.parse(words.length > 1 ? words[1] : words[0]);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage() + ": " + line, e);
        }
    }

    /** Whether the key itself was revoked. */
    boolean revoked(SshKey key) {
        return revoked.contains(key);
    }

    /** The certificate as a proof of identity; empty, with the reason in the log, when it is none. */
    Optional<Credential> accept(
            String user, OpenSshCertificate certificate, InetAddress client, ServerConnection connection)
            throws Exception {
        Optional<String> objection = objection(certificate, client, connection);
        if (objection.isPresent()) {
            LOG.info(
                    "the certificate \"{}\" of {} is refused: {}",
                    certificate.getId(),
                    client.getHostAddress(),
                    objection.get());
            return Optional.empty();
        }
        return Optional.of(
                new Credential.Certificate(user, List.copyOf(certificate.getPrincipals()), certificate.getId()));
    }

    private Optional<String> objection(OpenSshCertificate certificate, InetAddress client, ServerConnection connection)
            throws Exception {
        SshKey authority = encoded(certificate.getCaPubKey());
        SshKey subject = encoded(certificate.getCertPubKey());
        if (certificate.getType() != OpenSshCertificate.Type.USER) {
            return Optional.of("it is not for users");
        }
        if (!trusted.contains(authority)) {
            return Optional.of("the authority " + authority + " is not trusted");
        }
        if (!isSigned(certificate, connection)) {
            return Optional.of("the signature is wrong");
        }
        if (revoked.contains(subject)
                || revoked.contains(authority)
                || revoked.contains(authority, certificate.getSerial(), certificate.getId())) {
            return Optional.of("it is revoked");
        }
        if (certificate.getPrincipals().isEmpty()) {
            return Optional.of("it names no principals");
        }
        return time(certificate).or(() -> options(certificate.getCriticalOptionsMap(), client));
    }

    /** Times are unsigned seconds; the largest means for ever. */
    private Optional<String> time(OpenSshCertificate certificate) {
        Instant now = time.instant();
        boolean started = Long.compareUnsigned(now.getEpochSecond(), certificate.getValidAfter()) >= 0;
        boolean ended = Long.compareUnsigned(now.getEpochSecond(), certificate.getValidBefore()) >= 0;
        return started && !ended ? Optional.empty() : Optional.of("it is not valid now");
    }

    private static Optional<String> options(Map<String, String> options, InetAddress client) {
        for (Map.Entry<String, String> option : options.entrySet()) {
            boolean fine = switch (option.getKey()) {
                case SOURCE_ADDRESS -> AddressPatterns.parse(option.getValue()).match(client);
                case FORCE_COMMAND ->
                    option.getValue().startsWith("internal-sftp")
                            || option.getValue().endsWith("sftp-server");
                default -> false;
            };
            if (!fine) {
                return Optional.of("the critical option " + option.getKey() + " stands against it");
            }
        }
        return Optional.empty();
    }

    private static SshKey encoded(PublicKey key) {
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key);
        return SshKey.of(buffer.getCompactData());
    }

    private static boolean isSigned(OpenSshCertificate certificate, ServerConnection connection) throws Exception {
        Signature verifier =
                NamedFactory.create(connection.getSignatureFactories(), certificate.getSignatureAlgorithm());
        if (verifier == null) {
            return false;
        }
        verifier.initVerifier(connection, certificate.getCaPubKey());
        verifier.update(connection, certificate.getMessage());
        return verifier.verify(connection, certificate.getSignature());
    }
}
