package dev.filegate.core.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathGlobTest {
    @ParameterizedTest
    @CsvSource({
        "/in/*.csv, /in/a.csv, true",
        "/in/*.csv, /in/sub/a.csv, false",
        "/in/*.csv, /in/.csv, true",
        "/in/*.csv, /in/a.CSV, false",
        "/in/**, /in, true",
        "/in/**, /in/a/b/c, true",
        "/in/**, /inside, false",
        "/**, /, true",
        "/**/out, /a/b/out, true",
        "/**/out, /out, true",
        "/**/a/**/b, /x/a/b/a/y/b, true",
        "/**/a/**/b, /x/b/a, false",
        "*.exe, /deep/down/x.exe, true",
        "*.exe, /x.exe/y, false",
        "a?c, /abc, true",
        "a?c, /ac, false",
        "a*b*c, /aXbYbZc, true",
        "a*b*c, /aXbYbZ, false",
        "[ab], /a, false",
        "in, /in, true",
        "in/a, /in/a, true",
        "in/a, /x/in/a, false",
    })
    void matchesAsItsDescriptionSays(String pattern, String path, boolean expected) {
        assertThat(PathGlob.parse(pattern).matches(VirtualPath.parse(path))).isEqualTo(expected);
    }

    @Test
    void aBackslashTakesTheMeaningAway() {
        PathGlob glob = PathGlob.parse("a\\*b");
        assertThat(glob.matches(VirtualPath.parse("/a*b"))).isTrue();
        assertThat(glob.matches(VirtualPath.parse("/axb"))).isFalse();
    }

    @Test
    void aQuestionMarkIsOneCharacterAlsoBeyondTheBasicPlane() {
        assertThat(PathGlob.parse("a?b").matches(VirtualPath.parse("/a\uD83D\uDE00b")))
                .isTrue();
    }

    @Test
    void capitalsCanBeLeftOutOfAccount() {
        assertThat(PathGlob.parse("*.exe").matchesInAnyCase(VirtualPath.parse("/in/A.EXE")))
                .isTrue();
    }

    /** A pattern of many stars would take a backtracking matcher for ever. */
    @Test
    void manyStarsTakeNoTime() {
        PathGlob glob = PathGlob.parse("/**/a/".repeat(60) + "*a".repeat(60) + "b");
        VirtualPath path = VirtualPath.parse("/a".repeat(120) + "/" + "a".repeat(250));
        assertThat(glob.matches(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/in/a/*.csv, /in/a", "/in/a, /in/a", "*.csv, /", "/i?/a, /", "/a/**/b, /a"})
    void tellsWhereMatchesLie(String pattern, String fixed) {
        assertThat(PathGlob.parse(pattern).fixedPart()).hasToString(fixed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/in/../etc", "./a", "a\\", "a\u0000b", "a\nb"})
    void refusesWhatMatchesNothing(String pattern) {
        assertThatThrownBy(() -> PathGlob.parse(pattern)).isInstanceOf(IllegalArgumentException.class);
    }
}
