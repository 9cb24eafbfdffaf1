package dev.filegate.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashesTest {
    private static boolean matches(String hash, String password) {
        try (Secret secret = Secret.of(password)) {
            return PasswordHashes.parse(hash).matches(secret);
        }
    }

    /** Test vectors of crypt_blowfish, argon2's reference implementation and Drepper's SHA-crypt specification. */
    @ParameterizedTest
    @CsvSource({
        "{bcrypt}$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, U*U",
        "{bcrypt}$2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK, U*U*",
        "{bcrypt}$2b$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a, U*U*U",
        "{bcrypt}$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy, ''",
        "{crypt}$2y$05$CCCCCCCCCCCCCCCCCCCCC.z6PrHbuSsMSSwIGFy1JGevQZf6CqJ1y, Hello world!",
        "'{argon2id}$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc', password",
        "'{argon2id}$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', password",
        "'{argon2id}$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc', password",
        "{crypt}$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5, Hello world!",
        "{crypt}$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA, Hello world!",
        "{crypt}$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1, Hello world!",
        "{crypt}$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v., Hello world!",
    })
    void knowsThePasswordsOfPublishedHashes(String hash, String password) {
        assertThat(matches(hash, password)).isTrue();
        assertThat(matches(hash, password + "x")).isFalse();
        assertThat(matches(hash, "")).isEqualTo(password.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "{plain}demo"})
    void takesPlainPasswords(String text) {
        assertThat(matches(text, "demo")).isTrue();
        assertThat(matches(text, "Demo")).isFalse();
        assertThat(matches(text, "dem")).isFalse();
        assertThat(matches(text, "")).isFalse();
    }

    @Test
    void aPlainPasswordMayLookLikeAHash() {
        assertThat(matches("$6$salt$hash", "$6$salt$hash")).isTrue();
        assertThat(matches("$argon2id$", "$argon2id$")).isTrue();
        assertThat(matches("{unknown}x", "{unknown}x")).isTrue();
        assertThat(matches("{plain}{bcrypt}", "{bcrypt}")).isTrue();
    }

    @Test
    void tellsBytesThatAreNotUtf8Apart() {
        assertThat(matches("{plain}?", "\uDCFF")).isFalse();
        assertThat(matches("{plain}\uDCFF", "\uDCFF")).isTrue();
        assertThat(matches("{bcrypt}$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "\uDCFF"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "{bcrypt}demo, looks like",
        "{bcrypt}$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, looks like",
        "{bcrypt}$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, cost",
        "{bcrypt}$2a$05$short, looks like",
        "'{argon2id}$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', looks like",
        "'{argon2id}$argon2id$v=18$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', v must be",
        "'{argon2id}$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', memory",
        "'{argon2id}$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', passes",
        "'{argon2id}$argon2id$v=19$m=256,t=2,p=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', lanes",
        "'{argon2id}$argon2id$v=19$m=256,t=2,p=1$c29t$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4', salt",
        "'{argon2id}$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65', hash",
        "'{argon2id}$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65E', Base64",
        "{crypt}$1$salt$hash, MD5",
        "{crypt}$5$salt$tooshort, 43",
        "{crypt}$6$rounds=999$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1, rounds",
        "'{plain}', empty",
        "'', empty",
    })
    void saysWhatIsWrongWithAHash(String text, String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHashes.parse(text))
                .withMessageContaining(word);
    }

    @Test
    void neitherHashesNorSecretsShowWhatTheyHold() {
        assertThat(PasswordHashes.parse("{bcrypt}$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"))
                .hasToString("bcrypt cost 5");
        assertThat(PasswordHashes.parse("demo").toString()).doesNotContain("demo");
        assertThat(Secret.of("demo")).hasToString("[secret]");
    }

    @Test
    void aWipedSecretMatchesNothing() {
        Secret secret = Secret.of("demo");
        secret.close();
        assertThat(PasswordHashes.parse("demo").matches(secret)).isFalse();
    }
}
