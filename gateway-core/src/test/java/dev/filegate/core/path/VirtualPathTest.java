package dev.filegate.core.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualPathTest {
    private static final VirtualPath HERE = VirtualPath.parse("/home/alice");

    @ParameterizedTest
    @CsvSource({
        "'', /home/alice",
        "., /home/alice",
        "/, /",
        "//, /",
        "a, /home/alice/a",
        "a/, /home/alice/a",
        "/a//b/./c/, /a/b/c",
        "../bob, /home/bob",
        "../../.., /",
        "/../../etc/passwd, /etc/passwd",
        "../../../../../x, /x",
        "a/../../b, /home/b",
        "..., /home/alice/...",
        "'a b', /home/alice/a b",
        "..\\x, /home/alice/..\\x",
        "-la, /home/alice/-la",
    })
    void resolvesAsAClientExpects(String text, String expected) {
        assertThat(HERE.resolve(text)).hasToString(expected);
    }

    @Test
    void neverLeavesTheTreeAndStaysWhatItPrints() {
        Random random = new Random(42);
        String[] steps = {"..", ".", "", "a", "b", "...", "c d"};
        for (int i = 0; i < 50_000; i++) {
            String text = String.join(
                    "/",
                    Stream.generate(() -> steps[random.nextInt(steps.length)])
                            .limit(random.nextInt(8))
                            .toList());
            VirtualPath path = HERE.resolve(text);
            assertThat(path.names()).doesNotContain("..", ".", "");
            assertThat(VirtualPath.parse(path.toString())).isEqualTo(path).hasSameHashCodeAs(path);
            assertThat(path.under(HERE).below(HERE)).isEqualTo(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u007Fb", "\u001B[2J"})
    void refusesControlCharacters(String name) {
        assertInvalid(() -> HERE.resolve(name));
        assertInvalid(() -> HERE.child(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/"})
    void aChildIsOneName(String name) {
        assertInvalid(() -> HERE.child(name));
    }

    @Test
    void namesHaveAtMost255Bytes() {
        assertThat(HERE.child("x".repeat(255)).name()).hasSize(255);
        assertInvalid(() -> HERE.child("x".repeat(256)));
        assertThat(HERE.child("é".repeat(127)).name()).hasSize(127);
        assertInvalid(() -> HERE.child("é".repeat(128)));
        assertThat(HERE.child("\uDCFF".repeat(255)).name()).hasSize(255);
        assertInvalid(() -> HERE.child("\uDCFF".repeat(256)));
    }

    @Test
    void pathsHaveAtMost4096Bytes() {
        String longest = ("/" + "x".repeat(255)).repeat(16);
        assertThat(VirtualPath.parse(longest).toString()).hasSize(4096);
        assertInvalid(() -> VirtualPath.parse(longest + "/x"));
        assertInvalid(() -> VirtualPath.parse(longest).child("x"));
        assertInvalid(() -> VirtualPath.parse(longest).under(HERE));
    }

    private static void assertInvalid(ThrowableAssert.ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.failure()).isEqualTo(Failure.INVALID_NAME));
    }

    @Test
    void knowsWhatLiesAboveAndBelow() {
        assertThat(HERE.parent()).hasToString("/home");
        assertThat(VirtualPath.ROOT.parent()).isEqualTo(VirtualPath.ROOT);
        assertThat(HERE.name()).isEqualTo("alice");
        assertThat(VirtualPath.ROOT.name()).isEmpty();
        assertThat(HERE.startsWith(VirtualPath.parse("/home"))).isTrue();
        assertThat(HERE.startsWith(HERE)).isTrue();
        assertThat(VirtualPath.parse("/home/alicex").startsWith(HERE)).isFalse();
        assertThat(VirtualPath.parse("/home").startsWith(HERE)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VirtualPath.parse("/other").below(HERE));
    }

    @Test
    void sortsLevelByLevel() {
        List<VirtualPath> sorted = Stream.of("/b", "/a/b", "/a", "/a b", "/", "/a/a")
                .map(VirtualPath::parse)
                .sorted()
                .toList();
        assertThat(sorted).map(VirtualPath::toString).containsExactly("/", "/a", "/a/a", "/a/b", "/a b", "/b");
    }
}
