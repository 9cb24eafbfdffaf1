package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetasciiTest {
    private static final VirtualPath PATH = VirtualPath.parse("/text");

    private final MemoryStorage storage = MemoryStorage.empty();

    private void store(byte[] content) {
        try (WritableFile file = storage.openForWrite(PATH, new WriteMode.Replace())) {
            file.write(ByteBuffer.wrap(content), 0);
            file.commit();
        }
    }

    private byte[] stored() {
        try (ReadableFile file = storage.openForRead(PATH)) {
            ByteBuffer content = ByteBuffer.allocate((int) file.size());
            while (content.hasRemaining() && file.read(content, content.position()) > 0) {}
            return content.array();
        }
    }

    private byte[] sent(byte[] content, int blockSize) {
        store(content);
        try (ReadableFile file = storage.openForRead(PATH)) {
            NetasciiSource source = new NetasciiSource(new ReadAhead(file), 1);
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            for (long block = 1; ; block++) {
                ByteBuffer target = ByteBuffer.allocate(blockSize);
                source.read(block, target);
                sent.write(target.array(), 0, target.position());
                if (target.hasRemaining()) {
                    return sent.toByteArray();
                }
            }
        }
    }

    private byte[] received(byte[] wire, int blockSize) {
        try (WritableFile file = storage.openForWrite(PATH, new WriteMode.Replace())) {
            Cargo.Upload upload = Cargo.Upload.of(file, TftpMode.NETASCII, 0);
            for (int at = 0; at < wire.length; at += blockSize) {
                upload.store(ByteBuffer.wrap(wire, at, Math.min(blockSize, wire.length - at)));
            }
            upload.commit();
        }
        return stored();
    }

    private static byte[] bytes(String text) {
        return text.replace("CR", "\r").replace("LF", "\n").replace("NUL", "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "aLFb, aCRLFb",
        "aCRb, aCRNULb",
        "CRLF, CRNULCRLF",
        "LF, CRLF",
        "CR, CRNUL",
        "LFLFCRCR, CRLFCRLFCRNULCRNUL",
        "plain, plain"
    })
    void travelsAsTelnetWritesText(String file, String wire) {
        assertThat(sent(bytes(file), 512)).isEqualTo(bytes(wire));
        assertThat(received(bytes(wire), 512)).isEqualTo(bytes(file));
    }

    @ParameterizedTest
    @CsvSource({"aCRb, aCRb", "aCRCRLFb, aCRLFb", "aCR, aCR", "aNULb, aNULb", "aLFb, aLFb"})
    void keepsWhatIsNotWellFormedText(String wire, String file) {
        assertThat(received(bytes(wire), 512)).isEqualTo(bytes(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 16, 511, 512, 1428, 40_000})
    void surviveTheWayWhereverBlocksEnd(int blockSize) {
        Random random = new Random(blockSize);
        for (int round = 0; round < 30; round++) {
            byte[] file = new byte[random.nextInt(5000)];
            for (int i = 0; i < file.length; i++) {
                file[i] = (byte) "\r\n\0ab".charAt(random.nextInt(5));
            }
            byte[] wire = sent(file, blockSize);

            assertThat(received(wire, blockSize)).isEqualTo(file);
        }
    }

    @Test
    void makesABlockOfTheWindowAgainAsItWas() {
        store(bytes("xLFyCRzLF".repeat(1000)));
        try (ReadableFile file = storage.openForRead(PATH)) {
            NetasciiSource source = new NetasciiSource(new ReadAhead(file), 4);
            byte[][] first = new byte[5][];
            for (int block = 1; block <= 4; block++) {
                first[block] = block(source, block);
            }
            for (int block = 2; block <= 4; block++) {
                assertThat(block(source, block)).isEqualTo(first[block]);
            }
            byte[] fifth = block(source, 5);
            assertThat(block(source, 3)).isEqualTo(first[3]);
            assertThat(block(source, 4)).isEqualTo(first[4]);
            assertThat(block(source, 5)).isEqualTo(fifth);
        }
    }

    private static byte[] block(BlockSource source, long block) {
        ByteBuffer target = ByteBuffer.allocate(100);
        source.read(block, target);
        return target.array();
    }
}
