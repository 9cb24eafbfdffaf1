package dev.filegate.sftp.transport;

import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.SshKey;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a public key from an authentication request and verifies the signature that proves it (RFC 4252 section 7). */
final class KeyProof {
    private static final Logger LOG = LoggerFactory.getLogger(KeyProof.class);
    private static final String CERTIFICATE_SUFFIX = "-cert-v01@openssh.com";

    private final ServerConnection connection;
    private final UserAuthorities authorities;

    KeyProof(ServerConnection connection, UserAuthorities authorities) {
        this.connection = connection;
        this.authorities = authorities;
    }

    /** What the request amounts to. */
    sealed interface Outcome {
        /** A key nobody can use, or a signature that is wrong. The client learns no more than that. */
        record Useless() implements Outcome {}

        /** The client asks whether the key would do. */
        record Offered(String algorithm, SshKey key, Credential credential) implements Outcome {}

        /** The client holds the key. */
        record Proven(Credential credential) implements Outcome {}
    }

    /** The rest of the request, behind user, service and method. */
    Outcome read(String user, String service, Buffer message) {
        boolean signed = message.getBoolean();
        String algorithm = message.getString();
        byte[] blob = message.getBytes();
        byte[] signature = signed ? message.getBytes() : new byte[0];
        try {
            SshKey shown = SshKey.of(blob);
            PublicKey key = new ByteArrayBuffer(blob).getRawPublicKey();
            Optional<Credential> credential = credential(user, shown, key);
            if (credential.isEmpty() || !fits(algorithm, shown.type())) {
                return new Outcome.Useless();
            }
            Signature verifier = NamedFactory.create(connection.getSignatureFactories(), algorithm);
            if (verifier == null) {
                return new Outcome.Useless();
            }
            if (!signed) {
                return new Outcome.Offered(algorithm, shown, credential.get());
            }
            verifier.initVerifier(
                    connection, key instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : key);
            verifier.update(connection, signedData(user, service, algorithm, blob));
            return verifier.verify(connection, signature)
                    ? new Outcome.Proven(credential.get())
                    : new Outcome.Useless();
        } catch (Exception e) {
            LOG.debug("{}: a public key or its signature cannot be understood", connection, e);
            return new Outcome.Useless();
        }
    }

    private Optional<Credential> credential(String user, SshKey shown, PublicKey key) throws Exception {
        InetSocketAddress client = (InetSocketAddress) connection.getClientAddress();
        if (key instanceof OpenSshCertificate certificate) {
            return authorities.accept(user, certificate, client.getAddress(), connection);
        }
        return authorities.revoked(shown)
                ? Optional.empty()
                : Optional.of(new Credential.PublicKey(user, shown, client.getAddress()));
    }

    /** RSA keys can be used with several algorithms (RFC 8332), every other key only with its own. */
    private static boolean fits(String algorithm, String keyType) {
        return switch (keyType) {
            case "ssh-rsa" ->
                algorithm.equals("rsa-sha2-512") || algorithm.equals("rsa-sha2-256") || algorithm.equals("ssh-rsa");
            case "ssh-rsa" + CERTIFICATE_SUFFIX ->
                algorithm.equals("rsa-sha2-512" + CERTIFICATE_SUFFIX)
                        || algorithm.equals("rsa-sha2-256" + CERTIFICATE_SUFFIX);
            default -> algorithm.equals(keyType);
        };
    }

    private byte[] signedData(String user, String service, String algorithm, byte[] blob) {
        ByteArrayBuffer data = new ByteArrayBuffer();
        data.putBytes(connection.getSessionId());
        data.putByte(SshConstants.SSH_MSG_USERAUTH_REQUEST);
        data.putString(user);
        data.putString(service);
        data.putString("publickey");
        data.putBoolean(true);
        data.putString(algorithm);
        data.putBytes(blob);
        return data.getCompactData();
    }
}
