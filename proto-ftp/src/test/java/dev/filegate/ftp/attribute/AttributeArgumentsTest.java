package dev.filegate.ftp.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeArgumentsTest {
    private static final Instant TIME = Instant.parse("2002-07-17T21:07:15Z");

    @Test
    void readsMfmtWithAnyPath() {
        assertThat(TimeChange.parseMfmt("20020717210715 a name")).isEqualTo(new TimeChange(TIME, "a name"));
        assertThat(TimeChange.parseMfmt("20020717210715  leading").path()).isEqualTo(" leading");
        assertThat(TimeChange.parseMfmt("20020717210715 x").attributes().modified())
                .isEqualTo(TIME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "20020717210715", "20020717210715 ", "20021317210715 x", "yesterday x", "x 20020717210715"})
    void refusesMfmtWithoutTimeOrPath(String argument) {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeChange.parseMfmt(argument));
    }

    @Test
    void tellsTheSettingFormOfMdtmFromAName() {
        assertThat(TimeChange.parseMdtm("20020717210715 a name")).contains(new TimeChange(TIME, "a name"));
        assertThat(TimeChange.parseMdtm("20020717210715.5 x"))
                .map(TimeChange::modified)
                .contains(TIME.plusMillis(500));
        assertThat(TimeChange.parseMdtm("20020717210715")).isEmpty();
        assertThat(TimeChange.parseMdtm("2002071721071 x")).isEmpty();
        assertThat(TimeChange.parseMdtm("a 20020717210715")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> TimeChange.parseMdtm("20021317210715 x"));
    }

    @ParameterizedTest
    @CsvSource({
        "20020717210715 a b, a b, 2002-07-17T21:07:15Z",
        "200207172107 a b, a b, 2002-07-17T21:07:00Z",
        "a b 20010101000000 20020717210715 20030101000000 UTC, a b, 2002-07-17T21:07:15Z"
    })
    void readsBothFormsOfSiteUtime(String argument, String path, Instant modified) {
        assertThat(TimeChange.parseUtime(argument)).isEqualTo(new TimeChange(modified, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20020717210715", "2002071721071 x", "20021317210715 x", "x 20010101000000 UTC"})
    void refusesOtherFormsOfSiteUtime(String argument) {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeChange.parseUtime(argument));
    }

    @ParameterizedTest
    @CsvSource({"644 a b, 420, a b", "0755 x, 493, x", "00755 x, 493, x", "4755 x, 2541, x", "0 x, 0, x"})
    void readsModesInOctal(String argument, int mode, String path) {
        assertThat(ModeChange.parse(argument)).isEqualTo(new ModeChange(mode, path));
        assertThat(ModeChange.parse(argument).attributes().mode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "644", "644 ", "888 x", "u+x x", "77777 x", "-644 x", " 644 x"})
    void refusesOtherModes(String argument) {
        assertThatIllegalArgumentException().isThrownBy(() -> ModeChange.parse(argument));
    }

    @Test
    void readsFactsToSet() {
        FactChange change = FactChange.parse("Modify=20020717210715;UNIX.mode=0640; a name");
        assertThat(change.facts()).isEqualTo("Modify=20020717210715;UNIX.mode=0640;");
        assertThat(change.path()).isEqualTo("a name");
        assertThat(change.attributes().modified()).isEqualTo(TIME);
        assertThat(change.attributes().mode()).isEqualTo(0640);
        assertThat(FactChange.parse("modify=20020717210715; x").attributes().hasMode())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "modify=20020717210715;",
                "modify=20020717210715; ",
                "modify=20020717210715 x",
                "modify; x",
                "=1; x",
                "; x",
                "modify=20021317210715; x",
                "UNIX.mode=9; x",
                "modify=; x"
            })
    void refusesFactsThatAreNotWrittenRight(String argument) {
        assertThatIllegalArgumentException().isThrownBy(() -> FactChange.parse(argument));
    }

    @Test
    void saysWhichFactsCanBeSet() {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> FactChange.parse("create=20020717210715; x"))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.UNSUPPORTED));
    }
}
