package dev.filegate.admin.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.session.TurnedClock;
import dev.filegate.core.token.AccessToken;
import dev.filegate.core.token.MemoryTokenStore;
import dev.filegate.core.token.Role;
import dev.filegate.core.token.TokenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    @TempDir
    Path home;

    private final TurnedClock clock = new TurnedClock();
    private final MemoryTokenStore store = new MemoryTokenStore();

    private Tokens tokens() throws IOException {
        return new Tokens(TokenFile.open(home), store, clock);
    }

    private String local() throws IOException {
        return Files.readString(home.resolve(TokenFile.NAME)).strip();
    }

    @Test
    void theLocalTokenIsMadeOnceForItsOwnerOnly() throws IOException {
        Tokens tokens = tokens();
        String made = local();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(TokenFile.NAME))))
                .isEqualTo("rw-------");
        assertThat(tokens.check(made).orElseThrow().role()).isEqualTo(Role.ADMIN);
        assertThat(tokens().check(made)).isPresent();
        assertThat(local()).isEqualTo(made);
        Files.delete(home.resolve(TokenFile.NAME));
        assertThat(tokens().check(made)).isEmpty();
        assertThat(home.toFile().list()).containsExactly(TokenFile.NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "fg_0123456789_short"})
    void aFileThatHoldsSomethingElseIsNotReplaced(String content) throws IOException {
        Files.writeString(home.resolve(TokenFile.NAME), content);
        assertThatThrownBy(() -> TokenFile.open(home))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not hold a token; delete it");
        assertThat(home.resolve(TokenFile.NAME)).hasContent(content);
    }

    @Test
    void onlyAHashIsKept() throws IOException {
        Tokens.Created made = tokens().create("ci", Role.OPERATOR, Instant.MAX).orElseThrow();
        AccessToken kept = store.list().getFirst();
        String secret = made.text()
                .substring(made.text().lastIndexOf(kept.id()) + kept.id().length() + 1);
        assertThat(kept.hash()).hasSize(64).doesNotContain(secret);
        assertThat(made.toString() + kept + tokens().list()).doesNotContain(secret, kept.hash());
        assertThat(new TokenText(kept.id(), secret).toString()).doesNotContain(secret);
    }

    @Test
    void aTokenEndsAtItsExpiry() throws IOException {
        Tokens tokens = tokens();
        String text = tokens.create("ci", Role.AUDITOR, clock.instant().plusSeconds(60))
                .orElseThrow()
                .text();
        assertThat(tokens.check(text)).isPresent();
        clock.turn(Duration.ofSeconds(60));
        assertThat(tokens.check(text)).isEmpty();
    }

    @Test
    void aTokenThatAnotherNodeRemovesIsForgottenWithinASecond() throws IOException {
        Tokens tokens = tokens();
        Tokens.Created made = tokens.create("ci", Role.AUDITOR, Instant.MAX).orElseThrow();
        assertThat(tokens.check(made.text())).isPresent();
        store.remove(made.kept().id());
        clock.turn(Duration.ofSeconds(1));
        assertThat(tokens.check(made.text())).isEmpty();
    }

    @Test
    void guessingAsksTheStoreOnceASecond() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        TokenStore counting = new TokenStore() {
            @Override
            public Optional<AccessToken> find(String id) {
                return store.find(id);
            }

            @Override
            public boolean add(AccessToken token) {
                return store.add(token);
            }

            @Override
            public boolean remove(String id) {
                return store.remove(id);
            }

            @Override
            public List<AccessToken> list() {
                asked.incrementAndGet();
                return store.list();
            }
        };
        Tokens tokens = new Tokens(TokenFile.open(home), counting, clock);
        for (int i = 0; i < 1000; i++) {
            assertThat(tokens.check("fg_abcdefghjk_" + "A".repeat(43))).isEmpty();
        }
        assertThat(asked).hasValue(1);
        assertThat(tokens.check(local())).isPresent();
        assertThat(asked).hasValue(1);
    }

    @Test
    void thereAreNoMoreThanAThousand() throws IOException {
        Tokens tokens = tokens();
        for (int i = 0; i < Tokens.MOST; i++) {
            store.add(new AccessToken("id" + i, "n", Role.AUDITOR, "h", Instant.EPOCH, Instant.MAX));
        }
        assertThat(tokens.create("one too many", Role.AUDITOR, Instant.MAX)).isEmpty();
    }
}
