package dev.filegate.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextsTest {
    @TempDir
    Path directory;

    @Test
    void takesANewPairOfFilesIntoUse() throws Exception {
        TestAuthority authority = new TestAuthority();
        KeyFiles files = pair(authority, "CN=old");
        TlsContexts contexts = new TlsContexts(TlsConfig.of(files), InstantSource.system());
        TlsContext before = contexts.current();
        contexts.refresh();
        assertThat(contexts.current()).isSameAs(before);

        pair(authority, "CN=renewed server");
        contexts.refresh();
        assertThat(contexts.current()
                        .identities()
                        .getFirst()
                        .certificate()
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=renewed server");
    }

    @Test
    void keepsTheOldPairWhenTheNewOneIsUnusableUntilItIsMended() throws Exception {
        TestAuthority authority = new TestAuthority();
        KeyFiles files = pair(authority, "CN=old");
        TlsContexts contexts = new TlsContexts(TlsConfig.of(files), InstantSource.system());
        TlsContext before = contexts.current();

        Files.writeString(files.privateKey(), "half a file");
        contexts.refresh();
        assertThat(contexts.current()).isSameAs(before);
        Files.delete(files.certificate());
        contexts.refresh();
        assertThat(contexts.current()).isSameAs(before);

        pair(authority, "CN=mended server");
        contexts.refresh();
        assertThat(contexts.current()).isNotSameAs(before);
    }

    @Test
    void generatesACertificateOnceAndRenewsItBeforeItEnds() throws Exception {
        Instant now = Instant.now();
        Path home = directory.resolve("tls");
        KeyFiles files = SelfSigned.keptIn(home, now);
        BigInteger serial = PemFiles.identity(files).certificate().getSerialNumber();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.privateKey())))
                .isEqualTo("rw-------");
        assertThat(PemFiles.identity(files).certificate().getSubjectAlternativeNames())
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("localhost"))
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("127.0.0.1"));
        assertThat(TlsContext.of(TlsConfig.of(files), now).identities()).hasSize(1);

        SelfSigned.keptIn(home, now.plus(Duration.ofDays(300)));
        assertThat(PemFiles.identity(files).certificate().getSerialNumber()).isEqualTo(serial);
        SelfSigned.keptIn(home, now.plus(Duration.ofDays(336)));
        assertThat(PemFiles.identity(files).certificate().getSerialNumber()).isNotEqualTo(serial);
    }

    @Test
    void demandsAuthoritiesWhenClientsAreAskedForCertificates() {
        KeyFiles files = SelfSigned.keptIn(directory.resolve("tls"), Instant.now());
        assertThatThrownBy(() -> new TlsConfig(
                        java.util.List.of(files),
                        ClientCertificates.OPTIONAL,
                        java.util.List.of(),
                        java.util.List.of()))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("trusted authorities");
    }

    private KeyFiles pair(TestAuthority authority, String name) throws Exception {
        KeyPair keys = TestAuthority.keys("EC", 256);
        Path certificate = TestAuthority.pem(directory.resolve("c.pem"), authority.issue(keys, name));
        Path key = TestAuthority.pem(directory.resolve("k.pem"), keys.getPrivate());
        return new KeyFiles(certificate, key, "");
    }
}
