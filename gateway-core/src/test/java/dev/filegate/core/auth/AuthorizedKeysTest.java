package dev.filegate.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorizedKeysTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKhsCMXVsGRoqnCLUkVfFVi3GaF+GsiaTNSx+GPlTVaV";
    private static final SshKey SHOWN = SshKey.parse(KEY.substring(12));
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static boolean accepts(String line, String address) throws UnknownHostException {
        return AuthorizedKeys.parse(List.of("# comment", "", line)).accept(SHOWN, InetAddress.getByName(address), NOW);
    }

    @Test
    void acceptsAKeyWithAndWithoutComment() throws UnknownHostException {
        assertThat(accepts(KEY, "192.0.2.1")).isTrue();
        assertThat(accepts("  " + KEY + " alice@laptop with blanks", "192.0.2.1"))
                .isTrue();
        assertThat(accepts(KEY.replace("GPlTVaV", "GPlTVaW"), "192.0.2.1")).isFalse();
    }

    @Test
    void bindsAKeyToAddresses() throws UnknownHostException {
        String line = "from=\"192.0.2.0/24,!192.0.2.66,2001:db8::/32,198.51.100.*,host.example\" " + KEY;
        assertThat(accepts(line, "192.0.2.1")).isTrue();
        assertThat(accepts(line, "2001:db8::7")).isTrue();
        assertThat(accepts(line, "198.51.100.7")).isTrue();
        assertThat(accepts(line, "192.0.2.66")).isFalse();
        assertThat(accepts(line, "203.0.113.1")).isFalse();
        assertThat(accepts("from=\"!192.0.2.66\" " + KEY, "192.0.2.1")).isFalse();
        assertThat(accepts("restrict,from=\"192.0.2.1\",no-pty " + KEY, "192.0.2.1"))
                .isTrue();
    }

    @Test
    void endsAKeyWithItsTime() throws UnknownHostException {
        assertThat(accepts("expiry-time=\"20261121\" " + KEY, "192.0.2.1")).isTrue();
        assertThat(accepts("expiry-time=\"202611201159\" " + KEY, "192.0.2.1")).isFalse();
        assertThat(accepts("expiry-time=\"202611201201Z\" " + KEY, "192.0.2.1")).isTrue();
    }

    @Test
    void letsNobodyInByALineItCannotHonour() throws UnknownHostException {
        assertThat(accepts("command=\"rsync --server\" " + KEY, "192.0.2.1")).isFalse();
        assertThat(accepts("cert-authority " + KEY, "192.0.2.1")).isFalse();
        assertThat(accepts("some-new-option " + KEY, "192.0.2.1")).isFalse();
        assertThat(accepts("expiry-time=\"soon\" " + KEY, "192.0.2.1")).isFalse();
        assertThat(accepts("from=\"192.0.2.1 " + KEY, "192.0.2.1")).isFalse();
        assertThat(accepts("command=\"internal-sftp -d /x, y\" " + KEY, "192.0.2.1"))
                .isTrue();
    }

    @Test
    void saysWhatIsWrongWithALine() {
        assertThatThrownBy(() -> AuthorizedKeys.check("hello")).hasMessageContaining("[options] type key [comment]");
        assertThatThrownBy(() -> AuthorizedKeys.check(KEY.replace("ssh-ed25519 ", "ssh-rsa ")))
                .hasMessageContaining("but the key is ssh-ed25519");
        assertThatThrownBy(() -> AuthorizedKeys.check("ssh-rsa ###")).hasMessageContaining("not Base64");
        assertThatThrownBy(() -> AuthorizedKeys.check("expiry-time=\"x\" " + KEY))
                .hasMessageContaining("YYYYMMDD");
        AuthorizedKeys.check(KEY);
    }

    @Test
    void printsFingerprintsAsSshKeygenDoes() {
        assertThat(SHOWN.fingerprint()).startsWith("SHA256:").hasSize(50);
        assertThat(SHOWN.type()).isEqualTo("ssh-ed25519");
        assertThat(SshKey.of(SHOWN.blob())).isEqualTo(SHOWN).hasSameHashCodeAs(SHOWN);
        assertThatThrownBy(() -> SshKey.of(new byte[] {0, 0, 0, 9, 'x'})).isInstanceOf(IllegalArgumentException.class);
    }
}
