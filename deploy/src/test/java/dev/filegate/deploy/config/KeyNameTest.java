package dev.filegate.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyNameTest {
    @Test
    void takesNamesApart() {
        assertThat(KeyName.parse("filegate.accounts.\"jane.doe\".mounts[12].at").parts())
                .containsExactly("filegate", "accounts", "jane.doe", "mounts", "[12]", "at");
    }

    @ParameterizedTest
    @CsvSource({
        "filegate.ftp.port",
        "filegate.accounts.\"a.b\".password",
        "filegate.accounts.\"a\\\"b\\\\c\".password",
        "filegate.accounts.\"\".password",
        "filegate.accounts.x.mounts[0].at",
    })
    void putsThemTogetherAgain(String text) {
        assertThat(KeyName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "filegate..ftp",
        "filegate.ftp.",
        "filegate.ftp[x]",
        "filegate.\"open",
        ".",
        "a[1",
        "[[[",
        "filegate.ftp]"
    })
    void whatIsNotANameStaysWholeAndMatchesNothing(String text) {
        KeyName name = KeyName.parse(text);
        assertThat(Keys.ALL.patterns()).noneMatch(pattern -> pattern.matches(name));
    }
}
