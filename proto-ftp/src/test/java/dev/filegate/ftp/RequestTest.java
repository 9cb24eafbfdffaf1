package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"PASS hunter2", "pass hunter2", "Acct hunter2", "ADAT hunter2", "PASS  hunter2 hunter2"})
    void showsNoSecrets(String line) {
        assertThat(Request.parse(line).shown()).endsWith(" ***").doesNotContain("hunter2");
    }

    @Test
    void showsEverythingElseOnOneLine() {
        assertThat(Request.parse("STOR a\r\nb\u001B[2J.txt").shown()).isEqualTo("STOR a\\x0D\\x0Ab\\x1B[2J.txt");
    }

    @Test
    void showsNoMoreOfAVerbThanAVerbCanBe() {
        assertThat(Request.parse("x".repeat(3_000) + " y").shownVerb()).hasSizeLessThan(30);
    }

    @Test
    void keepsTheSpacesOfNames() {
        assertThat(Request.parse("RETR  a ").argument()).isEqualTo(" a ");
    }
}
