package dev.filegate.ftp.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.filegate.core.failure.GatewayException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashArgumentsTest {
    @Test
    void showsTheAlgorithmsInFeatWithAStar() {
        assertThat(HashAlgorithm.feature(HashAlgorithm.DEFAULT)).isEqualTo("HASH SHA-512;SHA-256*;SHA-1;MD5;CRC32");
        assertThat(HashAlgorithm.feature(HashAlgorithm.SHA_512)).isEqualTo("HASH SHA-512*;SHA-256;SHA-1;MD5;CRC32");
    }

    @Test
    void findsAlgorithmsByNameInAnyCase() {
        assertThat(HashAlgorithm.named("sha-1")).contains(HashAlgorithm.SHA_1);
        assertThat(HashAlgorithm.named(" CRC32 ")).contains(HashAlgorithm.CRC32);
        assertThat(HashAlgorithm.named("SHA-3")).isEmpty();
        assertThat(HashAlgorithm.named("")).isEmpty();
    }

    @Test
    void readsRangWithBothEndsIncluded() {
        assertThat(ByteRange.parseRang("0 49")).isEqualTo(new ByteRange(0, 50));
        assertThat(ByteRange.parseRang("7 7").length()).isEqualTo(1);
        assertThat(ByteRange.parseRang("1 0").isWhole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "5 4", "-1 4", "a b", "0 4 5", "0  4", "1 9999999999999999999"})
    void refusesOtherRanges(String argument) {
        assertThatIllegalArgumentException().isThrownBy(() -> ByteRange.parseRang(argument));
    }

    @Test
    void showsRangesAsHashDoes() {
        assertThat(new ByteRange(0, 50).shown()).isEqualTo("0-49");
        assertThat(ByteRange.WHOLE.within(50).shown()).isEqualTo("0-49");
        assertThat(ByteRange.WHOLE.within(0).shown()).isEqualTo("0-0");
    }

    @Test
    void refusesRangesBeyondTheEnd() {
        assertThat(new ByteRange(0, 50).within(50)).isEqualTo(new ByteRange(0, 50));
        assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> new ByteRange(0, 51).within(50));
        assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> new ByteRange(51, 51).within(50));
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(2, 1));
    }

    @Test
    void readsChecksumArgumentsInQuotes() {
        assertParses("\"a name\"", "a name", ByteRange.WHOLE);
        assertParses("\"a name\" 100", "a name", new ByteRange(0, 100));
        assertParses("\"a name\" 5 100", "a name", new ByteRange(5, 100));
        assertParses("\"a name\", 5, 100", "a name", new ByteRange(5, 100));
        assertParses("\"say \"\"hi\"\"\" 3", "say \"hi\"", new ByteRange(0, 3));
    }

    @Test
    void readsChecksumArgumentsWithoutQuotesByWhatExists() {
        assertParses("plain", "plain", ByteRange.WHOLE);
        assertParses("plain 5 100", "plain", new ByteRange(5, 100), "plain");
        assertParses("plain 100", "plain", new ByteRange(0, 100), "plain");
        assertParses("report 2024 11", "report 2024 11", ByteRange.WHOLE, "report 2024 11", "report");
        assertParses("report 2024 11", "report 2024", new ByteRange(0, 11), "report 2024", "report");
        assertParses("missing 1 2", "missing 1 2", ByteRange.WHOLE);
        assertParses("\"quoted\"", "\"quoted\"", ByteRange.WHOLE, "\"quoted\"");
    }

    @Test
    void refusesChecksumsOfARangeThatEndsBeforeItBegins() {
        assertThatIllegalArgumentException().isThrownBy(() -> ChecksumArguments.parse("\"x\" 5 4", path -> false));
    }

    private static void assertParses(String argument, String path, ByteRange range, String... existing) {
        assertThat(ChecksumArguments.parse(argument, Set.of(existing)::contains))
                .isEqualTo(new ChecksumArguments(path, range));
    }
}
