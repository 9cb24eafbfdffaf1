package dev.filegate.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTransformTest {
    private static final byte[] TEXT =
            "the same words, the same words, the same words".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 9})
    void sendsAZlibStreamOfEveryLevel(int level) throws IOException {
        byte[] data = new byte[500_000];
        new Random(3).nextBytes(data);
        CollectingSink sink = new CollectingSink();
        try (ByteSink deflating = DeflateTransform.deflating(sink, level)) {
            deflating.write(ByteBuffer.wrap(data, 0, 100_001));
            deflating.write(ByteBuffer.wrap(data, 100_001, data.length - 100_001));
            deflating.finish();
        }
        assertThat(new InflaterInputStream(new ByteArrayInputStream(sink.bytes())).readAllBytes())
                .isEqualTo(data);
        assertThat(sink.largestWrite()).isLessThanOrEqualTo(32 * 1024);
        assertThat(sink.isFinished()).isTrue();
        assertThat(sink.isClosed()).isTrue();
    }

    @Test
    void sendsAnEmptyFileAsAnEmptyStream() throws IOException {
        CollectingSink sink = new CollectingSink();
        try (ByteSink deflating = DeflateTransform.deflating(sink, 7)) {
            deflating.finish();
        }
        assertThat(new InflaterInputStream(new ByteArrayInputStream(sink.bytes())).readAllBytes())
                .isEmpty();
    }

    @Test
    void storesAStreamCutAnywhere() throws IOException {
        byte[] stream = zlib(TEXT);
        for (int cut = 0; cut <= stream.length; cut++) {
            CollectingSink sink = new CollectingSink();
            try (ByteSink inflating = DeflateTransform.inflating(sink)) {
                inflating.write(ByteBuffer.wrap(stream, 0, cut));
                inflating.write(ByteBuffer.wrap(stream, cut, stream.length - cut));
                inflating.finish();
            }
            assertThat(sink.bytes()).as("cut at %d", cut).isEqualTo(TEXT);
        }
    }

    @Test
    void refusesAStreamThatEndsEarlyWhereverItEnds() {
        byte[] stream = zlib(TEXT);
        for (int length = 0; length < stream.length; length++) {
            int end = length;
            assertThatThrownBy(() -> inflate(stream, end))
                    .as("ends after %d", end)
                    .isInstanceOf(CorruptStreamException.class)
                    .hasMessage("the compressed stream was cut off");
        }
    }

    @Test
    void refusesAStreamThatIsNoZlibOrWasDamaged() {
        assertThatThrownBy(() -> inflate(TEXT, TEXT.length))
                .isInstanceOf(CorruptStreamException.class)
                .hasMessage("the compressed stream is damaged");
        byte[] damaged = zlib(TEXT);
        damaged[damaged.length - 1] ^= 1;
        assertThatThrownBy(() -> inflate(damaged, damaged.length)).isInstanceOf(CorruptStreamException.class);
    }

    @Test
    void refusesBytesBehindTheEndInTheSameWriteAndInTheNext() throws IOException {
        byte[] stream = zlib(TEXT);
        byte[] longer = java.util.Arrays.copyOf(stream, stream.length + 1);
        assertThatThrownBy(() -> inflate(longer, longer.length)).hasMessageContaining("follow the end");
        try (ByteSink inflating = DeflateTransform.inflating(new CollectingSink())) {
            inflating.write(ByteBuffer.wrap(stream));
            assertThatThrownBy(() -> inflating.write(ByteBuffer.wrap(new byte[1])))
                    .hasMessageContaining("follow the end");
        }
    }

    @Test
    void refusesAPresetDictionary() throws IOException {
        Deflater deflater = new Deflater();
        deflater.setDictionary(TEXT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(TEXT);
        }
        deflater.end();
        assertThatThrownBy(() -> inflate(bytes.toByteArray(), bytes.size())).hasMessageContaining("dictionary");
    }

    @Test
    void expandsABombInSmallSteps() throws IOException {
        byte[] bomb = zlib(new byte[20_000_000]);
        long[] total = {0};
        ByteSink counting = new ByteSink() {
            @Override
            public void write(ByteBuffer source) {
                assertThat(source.remaining()).isLessThanOrEqualTo(32 * 1024);
                total[0] += source.remaining();
                source.position(source.limit());
            }

            @Override
            public void pulse() {}

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
        try (ByteSink inflating = DeflateTransform.inflating(counting)) {
            inflating.write(ByteBuffer.wrap(bomb));
            inflating.finish();
        }
        assertThat(bomb.length).isLessThan(30_000);
        assertThat(total[0]).isEqualTo(20_000_000);
    }

    @Test
    void passesSignsOfLifeOn() throws IOException {
        CollectingSink sink = new CollectingSink();
        try (ByteSink way = AsciiTransform.toNetwork(
                AsciiTransform.toStorage(DeflateTransform.deflating(DeflateTransform.inflating(sink), 1)))) {
            way.pulse();
        }
        assertThat(sink.pulses()).isEqualTo(1);
    }

    @Test
    void composesWithLineEnds() throws IOException {
        CollectingSink sent = new CollectingSink();
        try (ByteSink download = AsciiTransform.toNetwork(DeflateTransform.deflating(sent, 9))) {
            download.write(ByteBuffer.wrap("a\nb\n".getBytes(StandardCharsets.US_ASCII)));
            download.finish();
        }
        CollectingSink stored = new CollectingSink();
        try (ByteSink upload = DeflateTransform.inflating(AsciiTransform.toStorage(stored))) {
            upload.write(ByteBuffer.wrap(sent.bytes()));
            upload.finish();
        }
        assertThat(new String(
                        new InflaterInputStream(new ByteArrayInputStream(sent.bytes())).readAllBytes(),
                        StandardCharsets.US_ASCII))
                .isEqualTo("a\r\nb\r\n");
        assertThat(stored.text()).isEqualTo("a\nb\n");
    }

    private static void inflate(byte[] stream, int length) throws IOException {
        try (ByteSink inflating = DeflateTransform.inflating(new CollectingSink())) {
            inflating.write(ByteBuffer.wrap(stream, 0, length));
            inflating.finish();
        }
    }

    private static byte[] zlib(byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(data);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
