package dev.filegate.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.auth.SshKey;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.storage.MemoryStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Objects;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.u2f.SkED25519PublicKey;
import org.apache.sshd.common.config.keys.u2f.SkEcdsaPublicKey;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that live in hardware (OpenSSH's PROTOCOL.u2f), with the hardware played by the test. */
class SecurityKeyTest {
    private static final String APPLICATION = "ssh:";
    private static final byte TOUCHED = 1;

    @TempDir
    static Path keys;

    private final FakeSessions sessions = FakeSessions.of(MemoryStorage.empty());

    /** What an authenticator signs: the application, its flags, a counter and the data, all but the middle hashed. */
    private static final class Authenticator implements Signature {
        private final String type;
        private final BuiltinSignatures inner;
        private final byte flags;
        private final ByteArrayBuffer data = new ByteArrayBuffer();
        private @Nullable PrivateKey key;

        Authenticator(String type, byte flags) {
            this.type = type;
            this.flags = flags;
            this.inner = type.contains("ed25519") ? BuiltinSignatures.ed25519 : BuiltinSignatures.nistp256;
        }

        @Override
        public String getAlgorithm() {
            return type;
        }

        @Override
        public String getSshAlgorithmName(String algorithm) {
            return algorithm;
        }

        @Override
        public void initSigner(SessionContext session, PrivateKey signing) {
            key = signing;
        }

        @Override
        public void initVerifier(SessionContext session, PublicKey verifying) {
            throw new UnsupportedOperationException("an authenticator signs");
        }

        @Override
        public void update(SessionContext session, byte[] bytes, int offset, int length) {
            data.putRawBytes(bytes, offset, length);
        }

        @Override
        public byte[] sign(SessionContext session) throws Exception {
            byte[] signed = ByteBuffer.allocate(32 + 1 + 4 + 32)
                    .put(hash(APPLICATION.getBytes(StandardCharsets.UTF_8)))
                    .put(flags)
                    .putInt(7)
                    .put(hash(data.getCompactData()))
                    .array();
            Signature signer = inner.create();
            signer.initSigner(session, Objects.requireNonNull(key));
            signer.update(session, signed);
            ByteArrayBuffer signature = new ByteArrayBuffer();
            signature.putBytes(signer.sign(session));
            signature.putByte(flags);
            signature.putInt(7);
            return signature.getCompactData();
        }

        @Override
        public boolean verify(SessionContext session, byte[] signature) {
            throw new UnsupportedOperationException("an authenticator signs");
        }

        private static byte[] hash(byte[] bytes) throws GeneralSecurityException {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        }
    }

    private record AuthenticatorFactory(String type, byte flags) implements NamedFactory<Signature> {
        @Override
        public String getName() {
            return type;
        }

        @Override
        public Signature create() {
            return new Authenticator(type, flags);
        }
    }

    private void logIn(String type, byte flags, boolean authorized) throws IOException, GeneralSecurityException {
        boolean edwards = type.contains("ed25519");
        KeyPair pair = edwards
                ? KeyUtils.generateKeyPair("ssh-ed25519", 256)
                : KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        PublicKey shown = edwards
                ? new SkED25519PublicKey(APPLICATION, false, false, pair.getPublic())
                : new SkEcdsaPublicKey(APPLICATION, false, false, (ECPublicKey) pair.getPublic());
        ByteArrayBuffer blob = new ByteArrayBuffer();
        blob.putRawPublicKey(shown);
        if (authorized) {
            sessions.authorize(SshKey.of(blob.getCompactData()));
        }
        try (RunningServer server = RunningServer.over(sessions, keys, config -> config);
                ClientSession client = server.connect()) {
            client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
            client.setSignatureFactories(List.of(new AuthenticatorFactory(type, flags), BuiltinSignatures.nistp256));
            client.addPublicKeyIdentity(new KeyPair(shown, pair.getPrivate()));
            client.auth().verify(RunningServer.PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"})
    void letsInWhoTouchesTheKey(String type) throws Exception {
        logIn(type, TOUCHED, true);
        assertThat(sessions.last().credentials()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"})
    void refusesAKeyThatNobodyTouched(String type) {
        assertThatThrownBy(() -> logIn(type, (byte) 0, true)).hasMessageContaining("No more authentication methods");
        assertThat(sessions.last().credentials()).isEmpty();
    }

    @Test
    void refusesAKeyThatIsNotAuthorized() {
        assertThatThrownBy(() -> logIn("sk-ssh-ed25519@openssh.com", TOUCHED, false))
                .hasMessageContaining("No more authentication methods");
        assertThat(sessions.last().credentials()).isEmpty();
    }
}
