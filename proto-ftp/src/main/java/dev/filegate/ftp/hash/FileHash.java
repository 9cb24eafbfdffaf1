package dev.filegate.ftp.hash;

import dev.filegate.core.storage.ReadableFile;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/** The checksum of a file or a part of one, read in blocks of 256 KiB. */
public final class FileHash {
    private static final int BLOCK_BYTES = 256 * 1024;

    private FileHash() {}

    /**
     * Reads the range, unless the storage knows the answer, and tells its checksum in hexadecimal: lower case, but CRC32 as eight upper-case digits as XCRC's clients want it.
     *
     * @param range within the file, see {@link ByteRange#within}; a file that became shorter is hashed to its end
     * @param abandoned asked between blocks: true when nobody waits for the answer any more
     * @throws InterruptedIOException when abandoned or interrupted
     */
    public static String of(ReadableFile file, ByteRange range, HashAlgorithm algorithm, BooleanSupplier abandoned)
            throws InterruptedIOException {
        if (algorithm == HashAlgorithm.SHA_256 && range.start() == 0 && range.end() == file.size()) {
            String known = file.knownSha256();
            if (!known.isEmpty()) {
                return known;
            }
        }
        Checksum checksum = checksum(algorithm);
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK_BYTES, Math.max(1, range.length())));
        long position = range.start();
        while (position < range.end()) {
            if (abandoned.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the checksum was abandoned");
            }
            block.clear().limit((int) Math.min(block.capacity(), range.end() - position));
            int count = file.read(block, position);
            if (count < 0) {
                break;
            }
            checksum.update(block.flip());
            position += count;
        }
        return checksum.hex();
    }

    private static Checksum checksum(HashAlgorithm algorithm) {
        return switch (algorithm) {
            case CRC32 -> new Cyclic(new CRC32());
            case MD5, SHA_1, SHA_256, SHA_512 -> new Digest(digest(algorithm.text()));
        };
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK must have " + name, e);
        }
    }

    private sealed interface Checksum {
        void update(ByteBuffer block);

        String hex();
    }

    private record Cyclic(CRC32 crc) implements Checksum {
        @Override
        public void update(ByteBuffer block) {
            crc.update(block);
        }

        @Override
        public String hex() {
            return String.format(Locale.ROOT, "%08X", crc.getValue());
        }
    }

    private record Digest(MessageDigest digest) implements Checksum {
        @Override
        public void update(ByteBuffer block) {
            digest.update(block);
        }

        @Override
        public String hex() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
