package dev.filegate.sftp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.junit.jupiter.api.Test;

/** The lists are pinned: what is offered changes on purpose only. */
class AlgorithmsTest {
    private static List<String> names(List<? extends NamedResource> offered) {
        return offered.stream().map(NamedResource::getName).toList();
    }

    @Test
    void offersTheStrongestFirst() {
        assertThat(names(Algorithms.keyExchanges(false)))
                .containsExactly(
                        "mlkem768x25519-sha256",
                        "sntrup761x25519-sha512",
                        "sntrup761x25519-sha512@openssh.com",
                        "curve25519-sha256",
                        "curve25519-sha256@libssh.org",
                        "ecdh-sha2-nistp256",
                        "ecdh-sha2-nistp384",
                        "ecdh-sha2-nistp521",
                        "diffie-hellman-group16-sha512",
                        "diffie-hellman-group14-sha256");
        assertThat(names(Algorithms.ciphers(false)))
                .containsExactly(
                        "aes128-gcm@openssh.com",
                        "aes256-gcm@openssh.com",
                        "aes128-ctr",
                        "aes192-ctr",
                        "aes256-ctr",
                        "chacha20-poly1305@openssh.com");
        assertThat(names(Algorithms.macs(false)))
                .containsExactly(
                        "hmac-sha2-256-etm@openssh.com",
                        "hmac-sha2-512-etm@openssh.com",
                        "hmac-sha2-256",
                        "hmac-sha2-512");
        assertThat(names(Algorithms.signatures(false)))
                .contains("ssh-ed25519", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com")
                .doesNotContain("ssh-rsa", "ssh-dss");
    }

    @Test
    void offersOldAlgorithmsBehindTheOthersAndOnlyWhenAsked() {
        assertThat(names(Algorithms.keyExchanges(true)))
                .containsAll(names(Algorithms.keyExchanges(false)))
                .endsWith("diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1");
        assertThat(names(Algorithms.ciphers(true))).endsWith("aes256-cbc", "3des-cbc");
        assertThat(names(Algorithms.macs(true))).endsWith("hmac-sha1-etm@openssh.com", "hmac-sha1");
        assertThat(names(Algorithms.signatures(true))).endsWith("ssh-rsa");
    }
}
