package dev.filegate.ftp.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.filegate.core.failure.GatewayException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "*, a, true",
        "*.txt, a.txt, true",
        "*.txt, a.txt.bak, false",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZ, false",
        "?, é, true",
        "?, 😀, true",
        "?, ab, false",
        "[a-c]x, bx, true",
        "[a-c]x, dx, false",
        "[!a-c]x, dx, true",
        "[^a-c]x, ax, false",
        "[]]x, ]x, true",
        "[a-]x, -x, true",
        "[ab, [ab, true",
        "'{a,b}.txt', b.txt, true",
        "'{a,b}.txt', c.txt, false",
        "'{a,{b,c}d}', cd, true",
        "'{a,}x', x, true",
        "'{a', '{a', true",
        "\\*, *, true",
        "\\*, a, false",
        "'\\{a,b}', '{a,b}', true",
        "**, a, true",
        "*?*, a, true",
        "'a b*', 'a b c', true"
    })
    void matchesLikeAShell(String pattern, String name, boolean fits) {
        assertThat(NamePattern.compile(pattern).matches(name, false)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "*, .a, false, false",
        "*, .a, true, true",
        ".*, .a, false, true",
        "?a, .a, false, false",
        "[.]a, .a, false, false",
        "'{.a*,b*}', .ab, false, true",
        "'{.a*,*}', .b, false, false"
    })
    void showsHiddenNamesOnlyWhenAsked(String pattern, String name, boolean all, boolean fits) {
        assertThat(NamePattern.compile(pattern).matches(name, all)).isEqualTo(fits);
    }

    @Test
    void agreesWithTheJdkOnRandomPatterns() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            String pattern = random(random, "ab*?", 8);
            String name = random(random, "ab", 10);
            PathMatcher reference = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            assertThat(NamePattern.compile(pattern).matches(name, true))
                    .as("%s ~ %s", pattern, name)
                    .isEqualTo(reference.matches(Path.of(name)));
        }
    }

    /** Takes for ever with an engine that tries every way to divide the name. */
    @Test
    void answersAPatternOfManyStarsAtOnce() {
        String pattern = "*a".repeat(120) + "b";
        assertThat(NamePattern.compile(pattern).matches("a".repeat(255), false)).isFalse();
    }

    @Test
    void refusesTooManyAlternatives() {
        assertThat(NamePattern.compile("{a,b}".repeat(6)).matches("ababab", false))
                .isTrue();
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> NamePattern.compile("{a,b}".repeat(7)))
                .withMessageContaining("alternatives");
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> NamePattern.compile("{a,b}".repeat(800)))
                .withMessageContaining("alternatives");
    }

    @Test
    void survivesEveryShortPattern() {
        Random random = new Random(6);
        for (int i = 0; i < 50_000; i++) {
            String pattern = random(random, "a[]!^-{},\\*?.", 10);
            NamePattern.compile(pattern).matches("a-b", true);
        }
    }

    private static String random(Random random, String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
