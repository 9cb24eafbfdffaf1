package dev.filegate.sftp.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.compression.Compression;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.kex.DHGServer;

/**
 * Which algorithms are offered, best first. A client's order decides among those both know (RFC 4253 section 7.1), but many clients take
 * the first they share. Compression is not offered: it costs more than it gives, and it would let a client make the server expand data.
 */
final class Algorithms {
    private static final List<BuiltinDHFactories> KEY_EXCHANGES = List.of(
            BuiltinDHFactories.mlkem768x25519,
            BuiltinDHFactories.sntrup761x25519,
            BuiltinDHFactories.sntrup761x25519_openssh,
            BuiltinDHFactories.curve25519,
            BuiltinDHFactories.curve25519_libssh,
            BuiltinDHFactories.ecdhp256,
            BuiltinDHFactories.ecdhp384,
            BuiltinDHFactories.ecdhp521,
            BuiltinDHFactories.dhg16_512,
            BuiltinDHFactories.dhg14_256);

    @SuppressWarnings("deprecation") // that is what legacy means
    private static final List<BuiltinDHFactories> LEGACY_KEY_EXCHANGES =
            List.of(BuiltinDHFactories.dhg14, BuiltinDHFactories.dhg1);

    /** AES-GCM first: the processor does it, and in this JVM it is several times as fast as the others. */
    private static final List<BuiltinCiphers> CIPHERS = List.of(
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128ctr,
            BuiltinCiphers.aes192ctr,
            BuiltinCiphers.aes256ctr,
            BuiltinCiphers.cc20p1305_openssh);

    @SuppressWarnings("deprecation") // that is what legacy means
    private static final List<BuiltinCiphers> LEGACY_CIPHERS = List.of(
            BuiltinCiphers.aes128cbc, BuiltinCiphers.aes192cbc, BuiltinCiphers.aes256cbc, BuiltinCiphers.tripledescbc);

    /** Encrypt-then-MAC first. The other two are for libssh2 up to 1.10 (curl on Debian 12), which has neither that nor AES-GCM. */
    private static final List<BuiltinMacs> MACS = List.of(
            BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256, BuiltinMacs.hmacsha512);

    private static final List<BuiltinMacs> LEGACY_MACS = List.of(BuiltinMacs.hmacsha1etm, BuiltinMacs.hmacsha1);

    private static final List<BuiltinSignatures> SIGNATURES = List.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.ed25519_cert,
            BuiltinSignatures.sk_ssh_ed25519,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp256_cert,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.nistp384_cert,
            BuiltinSignatures.nistp521,
            BuiltinSignatures.nistp521_cert,
            BuiltinSignatures.sk_ecdsa_sha2_nistp256,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA512_cert,
            BuiltinSignatures.rsaSHA256,
            BuiltinSignatures.rsaSHA256_cert);
    private static final List<BuiltinSignatures> LEGACY_SIGNATURES = List.of(BuiltinSignatures.rsa);

    private Algorithms() {}

    static void offer(SshServer server, boolean legacy) {
        server.setKeyExchangeFactories(keyExchanges(legacy));
        server.setCipherFactories(ciphers(legacy));
        server.setMacFactories(macs(legacy));
        server.setSignatureFactories(signatures(legacy));
        server.setCompressionFactories(List.<NamedFactory<Compression>>of(BuiltinCompressions.none));
    }

    static List<KeyExchangeFactory> keyExchanges(boolean legacy) {
        return with(KEY_EXCHANGES, LEGACY_KEY_EXCHANGES, legacy).stream()
                .map(DHGServer::newFactory)
                .toList();
    }

    static List<NamedFactory<Cipher>> ciphers(boolean legacy) {
        return with(CIPHERS, LEGACY_CIPHERS, legacy).stream()
                .map(cipher -> cipher == BuiltinCiphers.cc20p1305_openssh
                        ? ChaCha20Poly1305.factory()
                        : (NamedFactory<Cipher>) cipher)
                .toList();
    }

    static List<NamedFactory<Mac>> macs(boolean legacy) {
        return List.copyOf(with(MACS, LEGACY_MACS, legacy));
    }

    static List<NamedFactory<Signature>> signatures(boolean legacy) {
        return List.copyOf(with(SIGNATURES, LEGACY_SIGNATURES, legacy));
    }

    private static <T> List<T> with(List<T> usual, List<T> old, boolean legacy) {
        List<T> offered = new ArrayList<>(usual);
        if (legacy) {
            offered.addAll(old);
        }
        return offered;
    }

    /** The key types of host keys that are made when none of the type is there, as ssh-keygen names them in files. */
    enum HostKeyType {
        ED25519("ssh-ed25519", 256),
        ECDSA("ecdsa-sha2-nistp256", 256),
        RSA("ssh-rsa", 3072);

        private final String keyType;
        private final int bits;

        HostKeyType(String keyType, int bits) {
            this.keyType = keyType;
            this.bits = bits;
        }

        String keyType() {
            return keyType;
        }

        int bits() {
            return bits;
        }

        static List<HostKeyType> all() {
            return Arrays.asList(values());
        }
    }
}
