package dev.filegate.sftp.transport;

import java.io.IOException;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * Tells clients all host keys after the login, and proves to hold them, so that keys can be exchanged for others without a warning
 * (OpenSSH's PROTOCOL section 2.5, {@code UpdateHostKeys}).
 */
final class HostKeyAnnouncement implements RequestHandler<ConnectionService> {
    private static final String ANNOUNCE = "hostkeys-00@openssh.com";
    private static final String PROVE = "hostkeys-prove-00@openssh.com";
    private static final int MOST_KEYS = 32;

    private final List<KeyPair> keys;

    HostKeyAnnouncement(List<KeyPair> keys) {
        this.keys = keys;
    }

    void send(ServerConnection connection) throws IOException {
        Buffer message = connection.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, 2048);
        message.putString(ANNOUNCE);
        message.putBoolean(false);
        for (KeyPair key : keys) {
            message.putPublicKey(key.getPublic());
        }
        connection.writePacket(message);
    }

    @Override
    public Result process(ConnectionService service, String request, boolean wantReply, Buffer buffer)
            throws Exception {
        if (!PROVE.equals(request)) {
            return Result.Unsupported;
        }
        ServerConnection connection = (ServerConnection) service.getSession();
        Buffer reply = connection.createBuffer(SshConstants.SSH_MSG_REQUEST_SUCCESS, 4096);
        for (int asked = 0; buffer.available() > 0; asked++) {
            byte[] blob = buffer.getBytes();
            Optional<KeyPair> key = find(blob);
            if (key.isEmpty() || asked >= MOST_KEYS) {
                return Result.ReplyFailure;
            }
            reply.putBytes(sign(connection, key.get(), blob));
        }
        connection.writePacket(reply);
        return Result.Replied;
    }

    private Optional<KeyPair> find(byte[] blob) {
        return keys.stream()
                .filter(key -> {
                    ByteArrayBuffer encoded = new ByteArrayBuffer();
                    encoded.putRawPublicKey(key.getPublic());
                    return java.util.Arrays.equals(encoded.getCompactData(), blob);
                })
                .findFirst();
    }

    private static byte[] sign(ServerConnection connection, KeyPair key, byte[] blob) throws Exception {
        String algorithm = algorithm(connection, KeyUtils.getKeyType(key));
        Signature signer = NamedFactory.create(connection.getSignatureFactories(), algorithm);
        if (signer == null) {
            throw new IOException("no signature for " + algorithm);
        }
        signer.initSigner(connection, key.getPrivate());
        ByteArrayBuffer data = new ByteArrayBuffer();
        data.putString(PROVE);
        data.putBytes(connection.getSessionId());
        data.putBytes(blob);
        signer.update(connection, data.getCompactData());
        ByteArrayBuffer signature = new ByteArrayBuffer();
        signature.putString(algorithm);
        signature.putBytes(signer.sign(connection));
        return signature.getCompactData();
    }

    /** For an RSA key the client expects what was negotiated if that was RSA, else SHA-512. */
    private static String algorithm(ServerConnection connection, String keyType) {
        if (!"ssh-rsa".equals(keyType)) {
            return keyType;
        }
        String negotiated = connection.getNegotiatedKexParameter(KexProposalOption.SERVERKEYS);
        return negotiated != null && negotiated.startsWith("rsa-sha2-") ? negotiated : "rsa-sha2-512";
    }
}
