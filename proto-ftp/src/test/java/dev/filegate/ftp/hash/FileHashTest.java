package dev.filegate.ftp.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileHashTest {
    private static final byte[] CHECK = "123456789".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({
        "CRC32, CBF43926",
        "MD5, 25f9e794323b453885f5181f1b624d0b",
        "SHA_1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "SHA_256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
        "SHA_512, d9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274ad27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85"
    })
    void answersTheKnownChecksums(HashAlgorithm algorithm, String expected) throws Exception {
        assertThat(hash(CHECK, ByteRange.WHOLE, algorithm)).isEqualTo(expected);
    }

    @Test
    void fillsTheCrcToEightDigits() throws Exception {
        assertThat(hash(new byte[0], ByteRange.WHOLE, HashAlgorithm.CRC32)).isEqualTo("00000000");
    }

    @Test
    void hashesARangeOverSeveralBlocks() throws Exception {
        byte[] data = new byte[700_000];
        new Random(4).nextBytes(data);
        ByteRange range = new ByteRange(1_000, 600_001);
        String expected = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Arrays.copyOfRange(data, 1_000, 600_001)));
        assertThat(hash(data, range, HashAlgorithm.SHA_256)).isEqualTo(expected);
    }

    @Test
    void stopsBetweenBlocksWhenNobodyWaits() {
        ByteArrayFile file = new ByteArrayFile(new byte[2_000_000]);
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> FileHash.of(
                        file, ByteRange.WHOLE.within(2_000_000), HashAlgorithm.MD5, () -> asked.incrementAndGet() > 3))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(file.reads()).isEqualTo(3);
    }

    @Test
    void stopsWhenInterrupted() {
        ByteArrayFile file = new ByteArrayFile(new byte[10]);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> FileHash.of(file, new ByteRange(0, 10), HashAlgorithm.MD5, () -> false))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void asksTheStorageBeforeItReads() throws Exception {
        ByteArrayFile file = new ByteArrayFile(CHECK, "known");
        ByteRange whole = new ByteRange(0, CHECK.length);
        assertThat(FileHash.of(file, whole, HashAlgorithm.SHA_256, () -> false)).isEqualTo("known");
        assertThat(file.reads()).isZero();
        assertThat(FileHash.of(file, new ByteRange(1, CHECK.length), HashAlgorithm.SHA_256, () -> false))
                .isNotEqualTo("known");
        assertThat(FileHash.of(file, whole, HashAlgorithm.MD5, () -> false)).isNotEqualTo("known");
        assertThat(file.reads()).isPositive();
    }

    @Test
    void endsWithAFileThatBecameShorter() throws Exception {
        assertThat(FileHash.of(new ByteArrayFile(CHECK), new ByteRange(0, 50), HashAlgorithm.CRC32, () -> false))
                .isEqualTo("CBF43926");
    }

    private static String hash(byte[] data, ByteRange range, HashAlgorithm algorithm) throws InterruptedIOException {
        return FileHash.of(new ByteArrayFile(data), range.within(data.length), algorithm, () -> false);
    }
}
