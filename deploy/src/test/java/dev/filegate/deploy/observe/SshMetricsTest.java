package dev.filegate.deploy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.Origin;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.server.Protocol;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SshMetrics metrics = new SshMetrics(registry);

    private void login(Map<String, String> notes) {
        InetSocketAddress somebody = new InetSocketAddress("192.0.2.1", 1234);
        Origin origin = new Origin(Instant.EPOCH, "s1", Protocol.SFTP, somebody, "jane", false, notes);
        metrics.happened(new AuditEvent.LoggedIn(origin, Credential.Method.PASSWORD));
    }

    @Test
    void countsAlgorithmsAndClients() {
        Map<String, String> notes = Map.of(
                "kex",
                "curve25519-sha256",
                "hostkey",
                "ssh-ed25519",
                "cipher",
                "aes128-ctr",
                "mac",
                "hmac-sha2-256",
                "client",
                "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3");
        login(notes);
        login(notes);
        assertThat(registry.get("filegate.ssh.algorithms")
                        .tags("kind", "cipher", "algorithm", "aes128-ctr")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("filegate.ssh.clients")
                        .tags("client", "OpenSSH 9.2")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void countsNothingOfOtherProtocols() {
        login(Map.of("client", "lftp", "tls", "TLSv1.3"));
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void tellsABoundedNumberOfClientsApart() {
        for (int i = 0; i < 1000; i++) {
            login(Map.of("kex", "k", "client", "SSH-2.0-Made_" + i));
        }
        assertThat(registry.get("filegate.ssh.clients").counters()).hasSizeLessThanOrEqualTo(101);
        assertThat(registry.get("filegate.ssh.clients")
                        .tags("client", "other")
                        .counter()
                        .count())
                .isEqualTo(900);
    }

    @ParameterizedTest
    @CsvSource({
        "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3, OpenSSH 9.2",
        "SSH-2.0-paramiko_2.12.0, paramiko 2.12",
        "SSH-2.0-libssh2_1.10.0, libssh2 1.10",
        "SSH-2.0-JSCH_2.27.3, JSCH 2.27",
        "SSH-2.0-PuTTY_Release_0.78, PuTTY 0.78",
        "SSH-2.0-Go, Go",
        "SSH-2.0-WinSCP_release_5.21.3, WinSCP 5.21",
        "SSH-2.0-dropbear, dropbear",
        "SSH-2.0-1.2.3, other",
        "HTTP/1.1, other"
    })
    void namesClientsByWhatTheySay(String identification, String client) {
        assertThat(SshMetrics.client(identification)).isEqualTo(client);
    }
}
