package dev.filegate.sftp.scp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "a, a",
        "*, a",
        "*, abc",
        "a*c, abbc",
        "a*c, ac",
        "?, é",
        "?, 😀",
        "a?c, abc",
        "[abc], b",
        "[a-c], b",
        "[!a], b",
        "[^a], b",
        "[]], ]",
        "[!]], a",
        "[a-], -",
        "[\\]], ]",
        "[, [",
        "[a, [a",
        "\\*, *",
        "a\\?, a?",
        "*a*b*c, xaybzc",
        ".*, .a",
        "*.t?t, x.txt",
        "**, ab",
        "[[]x, [x"
    })
    void matches(String pattern, String name) {
        assertThat(NamePattern.parse(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a, b",
        "a, ab",
        "*, .a",
        "?, ab",
        "[a-c], d",
        "[!a], a",
        "[]], a",
        "\\*, a",
        "a*c, abcd",
        "[!a]b, .b",
        "a?, a",
        "*a*b*c, xaybz"
    })
    void doesNotMatch(String pattern, String name) {
        assertThat(NamePattern.parse(pattern).matches(name)).isFalse();
    }

    /** A matcher that tries every way to share the name among the stars would not come back. */
    @Test
    void isNotKeptBusyByManyStars() {
        NamePattern pattern = NamePattern.parse("a*".repeat(120) + "b");
        assertThat(pattern.matches("a".repeat(255))).isFalse();
    }
}
