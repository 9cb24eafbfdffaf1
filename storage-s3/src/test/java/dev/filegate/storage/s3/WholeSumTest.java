package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeSumTest {
    private static int crc(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 255, 4096, 65_537, 99_999, 100_000})
    void theSumOfTwoStretchesIsThatOfTheWhole(int border) {
        byte[] all = FaultyStore.content(border, FaultyStore.SMALL);
        int first = crc(all, 0, border);
        int second = crc(all, border, all.length);
        assertThat(WholeSum.combined(first, second, all.length - border)).isEqualTo(crc(all, 0, all.length));
    }

    @Test
    void knowsTheSumOfWhatIsThereFromTheBeginning() throws InterruptedException {
        byte[] known = "123456789".getBytes(StandardCharsets.US_ASCII);
        WholeSum sum = new WholeSum(ByteBuffer.wrap(known));
        assertThat(sum.of(List.of(), known.length)).hasValue(0xE3069283); // The check value of CRC-32C.
        assertThat(sum.of(List.of(), known.length + 1)).isEmpty();
    }
}
