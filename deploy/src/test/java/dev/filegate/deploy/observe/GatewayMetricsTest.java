package dev.filegate.deploy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Network;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditEvent.Completion;
import dev.filegate.core.audit.AuditEvent.Direction;
import dev.filegate.core.audit.Origin;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayMetricsTest {
    private static final InetSocketAddress SOMEBODY = new InetSocketAddress("192.0.2.1", 1234);
    private static final Origin ORIGIN =
            new Origin(Instant.EPOCH, "s1", Protocol.SFTP, SOMEBODY, "jane", false, Map.of());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GatewayMetrics metrics = new GatewayMetrics(registry);

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Test
    void countsLoginsByProtocolAndResult() {
        metrics.happened(new AuditEvent.LoggedIn(ORIGIN, Credential.Method.PASSWORD));
        metrics.happened(
                new AuditEvent.LoginFailed(ORIGIN, Credential.Method.PASSWORD, "unknown user", Rule.AUTHENTICATION));
        metrics.happened(
                new AuditEvent.LoginFailed(ORIGIN, Credential.Method.PASSWORD, "wrong password", Rule.AUTHENTICATION));
        assertThat(count("filegate.logins", "protocol", "sftp", "result", "accepted"))
                .isEqualTo(1);
        assertThat(count("filegate.logins", "protocol", "sftp", "result", "rejected"))
                .isEqualTo(2);
        assertThat(count("filegate.logins", "protocol", "ftp", "result", "accepted"))
                .isZero();
    }

    @Test
    void countsLoginsOverTlsByVersionAndCipher() {
        Map<String, String> notes = Map.of("tls", "TLSv1.3", "cipher", "TLS_AES_128_GCM_SHA256");
        Origin secure = new Origin(Instant.EPOCH, "s2", Protocol.FTPS, SOMEBODY, "jane", false, notes);
        metrics.happened(new AuditEvent.LoggedIn(secure, Credential.Method.PASSWORD));
        metrics.happened(new AuditEvent.LoggedIn(secure, Credential.Method.PASSWORD));
        metrics.happened(new AuditEvent.LoggedIn(ORIGIN, Credential.Method.PASSWORD));
        assertThat(registry.get("filegate.tls.logins").counters()).hasSize(1);
        assertThat(count(
                        "filegate.tls.logins",
                        "protocol",
                        "ftps",
                        "version",
                        "TLSv1.3",
                        "cipher",
                        "TLS_AES_128_GCM_SHA256"))
                .isEqualTo(2);
    }

    @Test
    void countsTransfersAndTheirBytes() {
        metrics.happened(transfer(Direction.UPLOAD, Completion.COMPLETE, 1000));
        metrics.happened(transfer(Direction.UPLOAD, Completion.ABORTED, 10));
        metrics.happened(transfer(Direction.DOWNLOAD, Completion.PARTIAL, 5));
        assertThat(count("filegate.transfers", "direction", "upload", "result", "complete", "protocol", "sftp"))
                .isEqualTo(1);
        assertThat(count("filegate.transfers", "direction", "upload", "result", "aborted", "protocol", "sftp"))
                .isEqualTo(1);
        assertThat(count("filegate.transfers", "direction", "download", "result", "partial", "protocol", "sftp"))
                .isEqualTo(1);
        assertThat(count("filegate.transferred.bytes", "direction", "upload", "protocol", "sftp"))
                .isEqualTo(1010);
        assertThat(count("filegate.transferred.bytes", "direction", "download", "protocol", "sftp"))
                .isEqualTo(5);
    }

    private static AuditEvent transfer(Direction direction, Completion completion, long bytes) {
        return new AuditEvent.Transferred(
                ORIGIN, direction, VirtualPath.parse("/a"), 0, bytes, Duration.ZERO, completion, "");
    }

    @Test
    void countsRefusalsByFailureAndBansAndDoors() {
        metrics.happened(new AuditEvent.Refused(
                ORIGIN,
                AuditEvent.Operation.DELETE,
                VirtualPath.ROOT,
                Failure.PERMISSION_DENIED,
                "no",
                Rule.PERMISSIONS));
        metrics.happened(new AuditEvent.Banned(ORIGIN, Network.parse("192.0.2.1"), Duration.ofMinutes(1), 1));
        metrics.happened(new AuditEvent.SessionRefused(ORIGIN, "banned", Rule.BANS));
        metrics.happened(new AuditEvent.SessionOpened(ORIGIN, SOMEBODY));
        assertThat(count("filegate.failures", "failure", "permission_denied", "protocol", "sftp"))
                .isEqualTo(1);
        assertThat(count("filegate.bans", "protocol", "sftp")).isEqualTo(1);
        assertThat(count("filegate.sessions.refused", "protocol", "sftp")).isEqualTo(1);
        assertThat(count("filegate.sessions.opened", "protocol", "sftp")).isEqualTo(1);
    }
}
