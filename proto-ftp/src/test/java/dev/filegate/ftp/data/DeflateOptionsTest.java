package dev.filegate.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateOptionsTest {
    @Test
    void setsTheLevelAndGoesBackToTheDefault() {
        DeflateOptions nine = DeflateOptions.DEFAULT.with("LEVEL 9");
        assertThat(nine.level()).isEqualTo(9);
        assertThat(nine.with("engine zlib method 8").level()).isEqualTo(9);
        assertThat(nine.with("")).isEqualTo(DeflateOptions.DEFAULT);
        assertThat(DeflateOptions.DEFAULT.level()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LEVEL",
                "LEVEL 10",
                "LEVEL -1",
                "LEVEL x",
                "ENGINE GZIP",
                "METHOD 7",
                "BLOCKSIZE 1",
                "LEVEL 3 RLE"
            })
    void refusesWhatItCannotDo(String settings) {
        assertThatIllegalArgumentException().isThrownBy(() -> DeflateOptions.DEFAULT.with(settings));
    }
}
