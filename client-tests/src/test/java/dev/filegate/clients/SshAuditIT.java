package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What ssh-audit finds fault with. */
@RealClient(command = "ssh-audit", debianPackage = "ssh-audit")
@ExtendWith(GatewayExtension.class)
class SshAuditIT {
    /** Kept for clients that know nothing better; OpenSSH offers them too. The last lines are what Debian's ssh-audit is too old to know. */
    private static final List<String> KNOWN = List.of(
            "ecdh-sha2-nistp256",
            "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521",
            "ecdsa-sha2-nistp256",
            "hmac-sha2-256 ",
            "hmac-sha2-512 ",
            "sntrup761x25519-sha512",
            "mlkem768x25519-sha256",
            "kex-strict-s-v00@openssh.com");

    @Test
    void findsNothingThatIsNotKnown(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        String findings =
                visit.talk("ssh-audit --no-colors --level=warn --port=" + visit.sftpPort() + " 127.0.0.1 || true");
        assertThat(findings.lines()
                        .filter(line -> line.startsWith("(kex)")
                                || line.startsWith("(key)")
                                || line.startsWith("(enc)")
                                || line.startsWith("(mac)")
                                || line.startsWith("(cve)")
                                || line.startsWith("(sec)")))
                .as(findings)
                .isNotEmpty()
                .allMatch(line -> KNOWN.stream().anyMatch(line::contains));
    }
}
