package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReorderingTest {
    private final S3Memory memory = new S3Memory(S3Memory.MIN_UPLOAD, S3Memory.MIN_READ);
    private final Reordering ahead = new Reordering(memory);

    @AfterEach
    void givesAllMemoryBack() {
        ahead.clear();
        assertThat(memory.uploadUsed()).isZero();
    }

    @Test
    void keepsWhatIsAheadUntilItsTurn() {
        put("cd", 2);
        assertThat(ahead.next(0)).isNull();
        assertThat(nextText(2)).isEqualTo("cd");
        assertThat(ahead.isEmpty()).isTrue();
    }

    @Test
    void whatComesLaterWins() {
        put("bbbbbb", 2);
        put("XX", 4);
        put("YY", 1);
        assertThat(nextText(1)).isEqualTo("YY");
        assertThat(nextText(3)).isEqualTo("b");
        assertThat(nextText(4)).isEqualTo("XX");
        assertThat(nextText(6)).isEqualTo("bb");
    }

    @Test
    void leavesOutWhatIsThereAlready() {
        put("abcdef", 2);
        assertThat(nextText(5)).isEqualTo("def");
        put("abc", 1);
        assertThat(nextText(9)).isEmpty();
    }

    @Test
    void refusesWhatThereIsNoMemoryFor() {
        assertThat(ahead.put(ByteBuffer.allocate(4 << 20), 1)).isTrue();
        assertThat(ahead.put(ByteBuffer.allocate(1), 8 << 20)).isFalse();
    }

    @Test
    void agreesWithAPlainArray() {
        Random random = new Random(17);
        byte[] expected = new byte[200];
        boolean[] known = new boolean[200];
        for (int i = 0; i < 500; i++) {
            int at = random.nextInt(1, 190);
            byte[] bytes = new byte[random.nextInt(1, 10)];
            random.nextBytes(bytes);
            assertThat(ahead.put(ByteBuffer.wrap(bytes), at)).isTrue();
            for (int j = 0; j < bytes.length; j++) {
                expected[at + j] = bytes[j];
                known[at + j] = true;
            }
        }
        for (int at = 1; at < 200 && known[at]; ) {
            ByteBuffer piece = next(at);
            while (piece.hasRemaining()) {
                assertThat(piece.get()).isEqualTo(expected[at++]);
            }
        }
    }

    private void put(String text, long at) {
        assertThat(ahead.put(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), at))
                .isTrue();
    }

    private String nextText(long position) {
        return StandardCharsets.US_ASCII.decode(next(position)).toString();
    }

    private ByteBuffer next(long position) {
        return Objects.requireNonNull(ahead.next(position), "there is a gap at " + position);
    }
}
