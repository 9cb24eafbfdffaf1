package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameRewriteTest {
    @ParameterizedTest
    @CsvSource({
        "'\\\\', '/', 'a\\b\\c', 'a/b/c'",
        "'^/tftpboot/', '', '/tftpboot/x', 'x'",
        "'^([0-9a-f]{2})-(.*)$', 'mac/$1/$2', '0a-kernel', 'mac/0a/kernel'",
        "'nothing', 'x', 'name', 'name'",
        "'(?i)\\.BIN$', '.bin', 'A.BIN', 'A.bin'"
    })
    void replacesEveryMatch(String pattern, String replacement, String name, String rewritten) {
        assertThat(NameRewrite.of(pattern, replacement, NameRewrite.On.BOTH).apply(name, false))
                .isEqualTo(rewritten);
    }

    @Test
    void concernsTheRequestsItIsFor() {
        NameRewrite get = NameRewrite.of("a", "b", NameRewrite.On.GET);
        NameRewrite put = NameRewrite.of("a", "b", NameRewrite.On.PUT);

        assertThat(get.apply("a", false)).isEqualTo("b");
        assertThat(get.apply("a", true)).isEqualTo("a");
        assertThat(put.apply("a", false)).isEqualTo("a");
        assertThat(put.apply("a", true)).isEqualTo("b");
    }

    @Test
    void matchesInLinearTimeWhateverThePattern() {
        NameRewrite rule = NameRewrite.of("^(a|a)*(a|a)*(a|aa)*$", "x", NameRewrite.On.BOTH);

        assertThat(rule.apply("a".repeat(511) + "!", false)).endsWith("!");
    }

    @ParameterizedTest
    @CsvSource({"'(', 'x'", "'a(?=b)', 'x'", "'(a)', '$2'"})
    void refusesRulesThatCannotWork(String pattern, String replacement) {
        assertThatThrownBy(() -> NameRewrite.of(pattern, replacement, NameRewrite.On.BOTH))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }
}
