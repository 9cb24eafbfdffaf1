package dev.filegate.ftp.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsciiTransformTest {
    @ParameterizedTest
    @CsvSource({
        "'',''",
        "abc,abc",
        "a~b,a^~b",
        "~,^~",
        "~~,^~^~",
        "a^~b,a^~b",
        "a^b,a^b",
        "^,^",
        "^^~,^^~",
        "~^~,^~^~",
        "^~~,^~^~"
    })
    void sendsLinesWithCrLfAndLeavesOthersAlone(String stored, String sent) throws IOException {
        assertConverts(AsciiTransform::toNetwork, stored, sent);
    }

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "abc,abc",
        "a^~b,a~b",
        "^~,~",
        "^~^~,~~",
        "a~b,a~b",
        "a^b,a^b",
        "^,^",
        "^^,^^",
        "^^~,^~",
        "^^^~~,^^~~",
        "a^,a^"
    })
    void storesCrLfAsLfAndKeepsACrOnItsOwn(String received, String stored) throws IOException {
        assertConverts(AsciiTransform::toStorage, received, stored);
    }

    /** Every way to cut the input in two, and byte by byte. */
    private static void assertConverts(UnaryOperator<ByteSink> transform, String in, String out) throws IOException {
        byte[] input = bytes(in);
        for (int cut = 0; cut <= input.length; cut++) {
            CollectingSink sink = new CollectingSink();
            ByteSink converter = transform.apply(sink);
            converter.write(ByteBuffer.wrap(input, 0, cut));
            converter.write(ByteBuffer.wrap(input, cut, input.length - cut));
            converter.finish();
            assertThat(sink.bytes()).as("cut at %d", cut).isEqualTo(bytes(out));
            assertThat(sink.isFinished()).isTrue();
        }
        CollectingSink sink = new CollectingSink();
        ByteSink converter = transform.apply(sink);
        for (byte octet : input) {
            converter.write(ByteBuffer.wrap(new byte[] {octet}));
        }
        converter.finish();
        assertThat(sink.bytes()).isEqualTo(bytes(out));
    }

    @Test
    void carriesLargeFilesThroughBoundedBuffersAndBack() throws IOException {
        Random random = new Random(20);
        byte[] text = new byte[300_000];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (random.nextInt(4) == 0 ? '\n' : random.nextInt(0x20, 0x100));
        }
        CollectingSink stored = new CollectingSink();
        CollectingSink sent = new CollectingSink();
        convert(AsciiTransform.toNetwork(sent), text);
        convert(AsciiTransform.toStorage(stored), sent.bytes());
        assertThat(stored.bytes()).isEqualTo(text);
        assertThat(sent.largestWrite()).isLessThanOrEqualTo(32 * 1024);
        assertThat(stored.largestWrite()).isLessThanOrEqualTo(32 * 1024);
    }

    @Test
    void convertsEveryTextAsTheSimpleRuleSays() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append("a\r\n".charAt(random.nextInt(3)));
            }
            CollectingSink stored = new CollectingSink();
            convert(AsciiTransform.toStorage(stored), bytes(text.toString()));
            assertThat(stored.text()).isEqualTo(text.toString().replace("\r\n", "\n"));
            CollectingSink sent = new CollectingSink();
            convert(AsciiTransform.toNetwork(sent), bytes(text.toString()));
            assertThat(sent.text()).isEqualTo(text.toString().replaceAll("(?<!\r)\n", "\r\n"));
        }
    }

    @Test
    void passesCloseOn() {
        CollectingSink sink = new CollectingSink();
        AsciiTransform.toStorage(AsciiTransform.toNetwork(sink)).close();
        assertThat(sink.isClosed()).isTrue();
    }

    private static void convert(ByteSink converter, byte[] input) throws IOException {
        Random random = new Random(1);
        int at = 0;
        while (at < input.length) {
            int count = Math.min(input.length - at, 1 + random.nextInt(70_000));
            converter.write(ByteBuffer.wrap(input, at, count));
            at += count;
        }
        converter.finish();
    }

    private static byte[] bytes(String text) {
        return text.replace('^', '\r').replace('~', '\n').getBytes(StandardCharsets.ISO_8859_1);
    }
}
