package dev.filegate.core.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void neverPrints() {
        Secret secret = Secret.of("hunter2");

        assertThat(secret.toString()).doesNotContain("hunter2");
        assertThat(new Credential.Password("alice", secret).toString()).doesNotContain("hunter2");
    }

    @Test
    void matchesOnlyTheWholeOfIt() {
        Secret secret = Secret.of("pässword");

        assertThat(secret.matches("pässword")).isTrue();
        assertThat(secret.matches("pässwor")).isFalse();
        assertThat(secret.matches("pässword ")).isFalse();
        assertThat(secret.matches("")).isFalse();
    }

    @Test
    void forgetsWhenItIsClosed() {
        Secret secret = Secret.of("hunter2");

        secret.close();

        assertThat(secret.matches("hunter2")).isFalse();
        assertThat(new String(secret.reveal())).doesNotContain("hunter");
    }

    @Test
    void aCopyOfItIsTheCallersOwn() {
        Secret secret = Secret.of("hunter2");

        secret.reveal()[0] = 'x';

        assertThat(secret.matches("hunter2")).isTrue();
    }
}
