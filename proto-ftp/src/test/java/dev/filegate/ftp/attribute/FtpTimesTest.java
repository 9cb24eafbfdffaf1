package dev.filegate.ftp.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FtpTimesTest {
    @ParameterizedTest
    @CsvSource({
        "19980615100045, 1998-06-15T10:00:45Z",
        "19980615100045.014, 1998-06-15T10:00:45.014Z",
        "20000229235959.1234567891, 2000-02-29T23:59:59.123456789Z",
        "19981231235960, 1999-01-01T00:00:00Z",
        "00000101000000, 0000-01-01T00:00:00Z",
        "99991231235959, 9999-12-31T23:59:59Z"
    })
    void parsesTimesOfRfc3659(String text, Instant time) {
        assertThat(FtpTimes.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1998",
                "1998061510004",
                "199806151000455",
                "19981315100045",
                "19980015100045",
                "19980631100045",
                "19990229000000",
                "19980615240000",
                "19980615106000",
                "19980615100061",
                "19980615100045.",
                "19980615100045.x",
                "1998-06-15",
                "-9980615100045",
                "19980615100045Z",
                "19980615100045 ",
                "१९९८०६१५१०००४५"
            })
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> FtpTimes.parse(text));
    }

    @Test
    void formatsAsJavaDoesForAnyTime() {
        DateTimeFormatter reference =
                DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);
        Random random = new Random(11);
        long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (int i = 0; i < 50_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(first, last + 1));
            assertThat(FtpTimes.format(time)).isEqualTo(reference.format(time));
        }
    }

    @Test
    void knowsEveryDayOfFourCenturies() {
        for (LocalDate day = LocalDate.of(1900, 1, 1); day.getYear() < 2300; day = day.plusDays(1)) {
            CivilDate date = CivilDate.ofEpochDay(day.toEpochDay());
            assertThat(date).isEqualTo(new CivilDate(day.getYear(), day.getMonthValue(), day.getDayOfMonth()));
        }
    }

    @Test
    void showsTimesBeyondTheYearsAsTheNearest() {
        assertThat(FtpTimes.format(Instant.MIN)).isEqualTo("00000101000000");
        assertThat(FtpTimes.format(Instant.MAX)).isEqualTo("99991231235959");
        assertThat(FtpTimes.format(LocalDateTime.of(10_000, 1, 1, 0, 0).toInstant(ZoneOffset.UTC)))
                .isEqualTo("99991231235959");
    }

    @Test
    void dropsTheFraction() {
        assertThat(FtpTimes.format(Instant.parse("1969-12-31T23:59:59.999Z"))).isEqualTo("19691231235959");
    }
}
