package dev.filegate.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFilesTest {
    @TempDir
    Path directory;

    private TestAuthority authority;
    private KeyPair keys;
    private Path certificate;

    @BeforeEach
    void issueACertificate() throws Exception {
        authority = new TestAuthority();
        keys = TestAuthority.keys("EC", 256);
        certificate = TestAuthority.pem(
                directory.resolve("c.pem"), authority.issue(keys, "CN=server"), authority.certificate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void readsPlainPkcs8AndTheTraditionalForm(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, new BouncyCastleProvider());
        generator.initialize(algorithm.equals("EC") ? 256 : 2048);
        KeyPair pair = generator.generateKeyPair();
        Path issued = TestAuthority.pem(directory.resolve("i.pem"), authority.issue(pair, "CN=server"));
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
        for (Object form : Stream.of(new JcaPKCS8Generator(pair.getPrivate(), null), new JcaMiscPEMGenerator(info))
                .toList()) {
            Path key = TestAuthority.pem(directory.resolve("k.pem"), form);
            assertThat(PemFiles.identity(new KeyFiles(issued, key, ""))
                            .certificate()
                            .getPublicKey()
                            .getAlgorithm())
                    .isEqualTo(algorithm);
        }
    }

    @Test
    void readsKeysEncryptedWithAPassword() throws Exception {
        KeyPair rsa = TestAuthority.keys("RSA", 2048);
        Path issued = TestAuthority.pem(directory.resolve("i.pem"), authority.issue(rsa, "CN=server"));
        Path pkcs8 = TestAuthority.pem(
                directory.resolve("8.pem"),
                new JcaPKCS8Generator(
                        rsa.getPrivate(),
                        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                .setProvider(new BouncyCastleProvider())
                                .setPassword("geheim".toCharArray())
                                .build()));
        Path traditional = TestAuthority.pem(
                directory.resolve("t.pem"),
                new JcaMiscPEMGenerator(
                        rsa.getPrivate(),
                        new JcePEMEncryptorBuilder("AES-256-CBC")
                                .setProvider(new BouncyCastleProvider())
                                .build("geheim".toCharArray())));
        for (Path key : List.of(pkcs8, traditional)) {
            assertThat(PemFiles.identity(new KeyFiles(issued, key, "geheim")).key())
                    .isEqualTo(rsa.getPrivate());
            assertThatThrownBy(() -> PemFiles.identity(new KeyFiles(issued, key, "")))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContaining("is encrypted; give filegate.tls.private-key-password");
            assertThatThrownBy(() -> PemFiles.identity(new KeyFiles(issued, key, "falsch")))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContaining("private-key-password");
        }
    }

    @Test
    void readsChainAndKeyFromOneFileInAnyOrder() throws Exception {
        Path both = TestAuthority.pem(
                directory.resolve("both.pem"),
                keys.getPrivate(),
                authority.issue(keys, "CN=server"),
                authority.certificate);
        assertThat(PemFiles.identity(new KeyFiles(both, both, "")).chain()).hasSize(2);
    }

    @Test
    void refusesAKeyOfAnotherCertificate() throws Exception {
        Path other = TestAuthority.pem(
                directory.resolve("o.pem"), TestAuthority.keys("EC", 256).getPrivate());
        assertThatThrownBy(() -> PemFiles.identity(new KeyFiles(certificate, other, "")))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("is not the private key of the certificate in");
    }

    @Test
    void namesTheFileThatIsMissingEmptyOrGarbage() throws Exception {
        Path missing = directory.resolve("missing.pem");
        assertThatThrownBy(() -> PemFiles.certificates(missing)).hasMessageContaining("missing.pem: no such file");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        assertThatThrownBy(() -> PemFiles.certificates(empty)).hasMessageContaining("empty.pem: holds no certificate");
        assertThatThrownBy(() -> PemFiles.identity(new KeyFiles(certificate, empty, "")))
                .hasMessageContaining("empty.pem: holds no private key");
        assertThatThrownBy(() -> PemFiles.revocationLists(empty)).hasMessageContaining("holds no revocation list");
        Path garbage = Files.writeString(
                directory.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> PemFiles.certificates(garbage))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("garbage.pem");
    }

    @Test
    void refusesCertificatesOutsideTheirTimeWithTheRemedy() throws Exception {
        Path key = TestAuthority.pem(directory.resolve("k.pem"), keys.getPrivate());
        KeyFiles files = new KeyFiles(certificate, key, "");
        assertThatThrownBy(
                        () -> TlsContext.of(TlsConfig.of(files), Instant.now().plus(Duration.ofDays(6))))
                .hasMessageContaining("expired on")
                .hasMessageContaining("renew it");
        assertThatThrownBy(
                        () -> TlsContext.of(TlsConfig.of(files), Instant.now().minus(Duration.ofDays(6))))
                .hasMessageContaining("valid only from");
    }
}
