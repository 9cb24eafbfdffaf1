package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TftpErrorTest {
    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, 1",
        "ALREADY_EXISTS, 6",
        "NOT_A_DIRECTORY, 2",
        "IS_A_DIRECTORY, 2",
        "NOT_EMPTY, 2",
        "PERMISSION_DENIED, 2",
        "INVALID_NAME, 2",
        "QUOTA_EXCEEDED, 3",
        "NO_SPACE, 3",
        "BUSY, 0",
        "UNAVAILABLE, 0",
        "UNSUPPORTED, 4",
        "INTERNAL, 0"
    })
    void tellsEveryFailureByItsCode(Failure failure, int code) {
        assertThat(TftpError.of(failure).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void hasAnAnswerForEveryFailure(Failure failure) {
        assertThat(TftpError.of(failure)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(TftpError.class)
    void readsItsOwnNumbers(TftpError error) {
        assertThat(TftpError.of(error.code())).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"9", "255", "65535", "-1"})
    void takesNumbersNobodyDefinedAsUndefined(int code) {
        assertThat(TftpError.of(code)).isEqualTo(TftpError.UNDEFINED);
    }
}
