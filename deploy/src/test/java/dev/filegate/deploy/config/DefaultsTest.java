package dev.filegate.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What users rely on without writing it down. A change here is a change of the product. */
class DefaultsTest {
    private static final String DEFAULTS = """
 filegate.home = ./filegate-data
 filegate.shutdown.grace = 30s
 filegate.startup.wait = 0s
 filegate.management.host = 127.0.0.1
 filegate.management.port = 9000
 filegate.admin.host = 127.0.0.1
 filegate.admin.port = 8080
 filegate.database.url = embedded
 filegate.database.username =
 filegate.database.password =
 filegate.ftp.enabled = true
 filegate.ftp.host = 0.0.0.0 [127.0.0.1]
 filegate.ftp.port = 21 [2121]
 filegate.ftp.tls = optional
 filegate.ftp.implicit-tls.enabled = false [true]
 filegate.ftp.implicit-tls.port = 990 [2990]
 filegate.ftp.tls-session-reuse = required
 filegate.ftp.client-certificates = off
 filegate.ftp.client-authorities =
 filegate.ftp.client-revocation-lists =
 filegate.ftp.client-certificate-login = true
 filegate.ftp.client-certificate-name = common-name
 filegate.ftp.passive.ports = 50000-50999 [52000-52099]
 filegate.ftp.passive.address =
 filegate.ftp.active.enabled = true
 filegate.ftp.active.source-port = 20 [0]
 filegate.ftp.fxp = false
 filegate.ftp.ascii = true
 filegate.ftp.banner = Filegate ready
 filegate.ftp.login-message =
 filegate.ftp.idle-timeout = 5m
 filegate.ftp.data-timeout = 60s
 filegate.ftp.login-timeout = 60s
 filegate.sftp.enabled = true
 filegate.sftp.host = 0.0.0.0 [127.0.0.1]
 filegate.sftp.port = 22 [2222]
 filegate.sftp.host-keys = ${filegate.home}/ssh
 filegate.sftp.scp = true
 filegate.sftp.login-timeout = 60s
 filegate.sftp.idle-timeout = 10m
 filegate.sftp.legacy-algorithms = false
 filegate.sftp.trusted-user-ca-keys =
 filegate.sftp.revoked-keys =
 filegate.sftp.banner =
 filegate.tftp.enabled = false [true]
 filegate.tftp.host = 0.0.0.0 [127.0.0.1]
 filegate.tftp.port = 69 [6969]
 filegate.tftp.account =
 filegate.tftp.write = false
 filegate.tftp.overwrite = false
 filegate.tftp.single-port = false
 filegate.tftp.ports =
 filegate.tftp.max-window = 64
 filegate.tftp.max-block = 65464
 filegate.tftp.timeout = 1s
 filegate.tftp.retries = 5
 filegate.tftp.rollover = 0
 filegate.tftp.lifetime = 4h
 filegate.tftp.transfers = 1000
 filegate.tftp.transfers-per-address = 100
 filegate.tftp.requests-per-second = 50
 filegate.tftp.max-size = 0
 filegate.tftp.cache = 64M
 filegate.tftp.clients[i].networks =
 filegate.tftp.clients[i].account =
 filegate.tftp.clients[i].root = /
 filegate.tftp.clients[i].write =
 filegate.tftp.clients[i].overwrite =
 filegate.tftp.clients[i].options-refused =
 filegate.tftp.rewrite[i].pattern =
 filegate.tftp.rewrite[i].replacement =
 filegate.tftp.rewrite[i].on = both
 filegate.tls.certificate =
 filegate.tls.private-key =
 filegate.tls.private-key-password =
 filegate.storage.<name>.type =
 filegate.storage.<name>.root =
 filegate.storage.<name>.fsync = commit
 filegate.storage.<name>.bucket =
 filegate.storage.<name>.prefix =
 filegate.storage.<name>.region =
 filegate.storage.<name>.endpoint =
 filegate.storage.<name>.path-style =
 filegate.storage.<name>.checksums =
 filegate.storage.<name>.chunked-encoding =
 filegate.storage.<name>.conditional-writes = true
 filegate.storage.<name>.access-key =
 filegate.storage.<name>.secret-key =
 filegate.storage.<name>.session-token =
 filegate.storage.<name>.assume-role =
 filegate.storage.<name>.assume-role-external-id =
 filegate.storage.<name>.sse = bucket
 filegate.storage.<name>.sse-kms-key =
 filegate.storage.<name>.sse-customer-secret-key =
 filegate.storage.<name>.storage-class =
 filegate.storage.<name>.acl =
 filegate.storage.<name>.tags =
 filegate.storage.<name>.part-size = 8M
 filegate.storage.<name>.parallel-parts = 4
 filegate.storage.<name>.parallel-reads = 4
 filegate.storage.<name>.write-window = 16M
 filegate.storage.<name>.connect-timeout = 5s
 filegate.storage.<name>.request-timeout = 30s
 filegate.storage.<name>.call-timeout = 60s
 filegate.storage.<name>.attempts = 10
 filegate.storage.<name>.proxy =
 filegate.storage.<name>.proxy-user =
 filegate.storage.<name>.proxy-password =
 filegate.storage.<name>.certificate-authorities =
 filegate.s3.upload-memory = 256M
 filegate.s3.read-memory = 128M
 filegate.accounts.<user>.password =
 filegate.accounts.<user>.authorized-keys =
 filegate.accounts.<user>.principals =
 filegate.accounts.<user>.authentication =
 filegate.accounts.<user>.home.storage =
 filegate.accounts.<user>.home.path = /
 filegate.accounts.<user>.mounts[i].at =
 filegate.accounts.<user>.mounts[i].storage =
 filegate.accounts.<user>.mounts[i].path = /
 filegate.accounts.<user>.mounts[i].permissions =
 filegate.accounts.<user>.permissions = all
 filegate.accounts.<user>.protocols = all
 filegate.accounts.<user>.networks =
 filegate.accounts.<user>.valid-until =
 filegate.accounts.<user>.max-sessions = 0
 filegate.accounts.<user>.paths[i].pattern =
 filegate.accounts.<user>.paths[i].permissions =
 filegate.accounts.<user>.file-names.allowed =
 filegate.accounts.<user>.file-names.denied =
 filegate.accounts.<user>.file-names.hidden =
 filegate.accounts.<user>.hours =
 filegate.accounts.<user>.disabled = false
 filegate.accounts.<user>.quota-bytes = 0
 filegate.accounts.<user>.quota-files = 0
 filegate.accounts.<user>.upload-rate = 0
 filegate.accounts.<user>.download-rate = 0
 filegate.accounts.<user>.volume-per-day = 0
 filegate.accounts.<user>.volume-per-month = 0
 filegate.accounts.<user>.largest-file = 0
 filegate.anonymous.enabled = false
 filegate.anonymous.home.storage =
 filegate.anonymous.home.path = /
 filegate.anonymous.upload = none
 filegate.anonymous.mkdir = false
 filegate.limits.sessions = 10000
 filegate.limits.sessions-per-address = 100
 filegate.limits.logins-per-second = 0
 filegate.ban.enabled = true
 filegate.ban.exempt = [127.0.0.0/8, ::1]
 filegate.ban.threshold = 20
 filegate.ban.time = 10m
 filegate.audit.file = ${filegate.home}/audit.jsonl
 filegate.audit.xferlog = off
 filegate.audit.database = true
 filegate.audit.retention = 365d
 filegate.audit.spool-size = 256M
 filegate.audit.checksums = 16M
 filegate.uploads.visibility = on-commit
 filegate.uploads.partial-ttl = 24h
 """;

    @Test
    void everyDefaultIsPinned() {
        assertThat(Keys.ALL.keys().map(DefaultsTest::shown).collect(Collectors.joining()))
                .isEqualTo(DEFAULTS);
    }

    private static String shown(Key<?> key) {
        String serve = key.pattern() + " = " + key.serve();
        return serve.strip() + (key.serve().equals(key.quickstart()) ? "" : " [" + key.quickstart() + "]") + "\n";
    }
}
