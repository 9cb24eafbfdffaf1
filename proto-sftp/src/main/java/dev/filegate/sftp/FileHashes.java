package dev.filegate.sftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.sftp.scp.ScpStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Digests of files, for check-file and for {@code sha256sum} and its kin. */
public final class FileHashes {
    private static final int BUFFER = 256 * 1024;
    private static final int MOST_BYTES = 128 * 1024;
    private static final Map<String, String> JDK_NAMES = Map.of(
            "md5", "MD5",
            "sha1", "SHA-1",
            "sha224", "SHA-224",
            "sha256", "SHA-256",
            "sha384", "SHA-384",
            "sha512", "SHA-512");

    private FileHashes() {}

    /** The first of the names that is known, in lower case; empty if none is. */
    public static Optional<String> firstKnown(List<String> names) {
        return names.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(JDK_NAMES::containsKey)
                .findFirst();
    }

    /** The digest of a whole file. */
    public static byte[] whole(ReadableFile file, String algorithm) {
        return isKnown(file, algorithm)
                ? HexFormat.of().parseHex(file.knownSha256())
                : block(file, digest(algorithm), 0, Long.MAX_VALUE, ByteBuffer.allocate(BUFFER));
    }

    /** Whether the storage can tell without reading. */
    private static boolean isKnown(ReadableFile file, String algorithm) {
        return algorithm.equals("sha256") && !file.knownSha256().isEmpty();
    }

    /** The digest of everything a client sends. */
    static byte[] whole(ScpStream stream, String algorithm) throws IOException {
        MessageDigest digest = digest(algorithm);
        while (!stream.isAtEnd()) {
            ByteBuffer part = stream.next(BUFFER);
            int count = part.remaining();
            digest.update(part);
            stream.release(count);
        }
        return digest.digest();
    }

    /**
     * Digests of the blocks of a range.
     *
     * @param length bytes, 0 for everything up to the end
     * @param blockSize bytes per digest, 0 for one digest of all
     */
    static ByteBuffer blocks(ReadableFile file, String algorithm, long offset, long length, long blockSize) {
        long end =
                length == 0 ? file.size() : Math.min(file.size(), offset + Math.min(length, Long.MAX_VALUE - offset));
        long block = blockSize == 0 ? Math.max(1, end - offset) : blockSize;
        if (offset == 0 && end == file.size() && block >= end && isKnown(file, algorithm)) {
            return ByteBuffer.wrap(HexFormat.of().parseHex(file.knownSha256()));
        }
        MessageDigest digest = digest(algorithm);
        long count = Math.max(1, Math.ceilDiv(Math.max(0, end - offset), block));
        if (count * digest.getDigestLength() > MOST_BYTES) {
            throw new GatewayException(
                    Failure.UNSUPPORTED, "that would be " + count + " hashes; choose longer blocks or a shorter range");
        }
        ByteBuffer hashes = ByteBuffer.allocate((int) count * digest.getDigestLength());
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (long i = 0; i < count; i++) {
            long from = offset + i * block;
            hashes.put(block(file, digest, from, Math.min(end, from + block), buffer));
        }
        return hashes.flip();
    }

    private static byte[] block(ReadableFile file, MessageDigest digest, long from, long end, ByteBuffer buffer) {
        long position = from;
        while (position < end) {
            buffer.clear().limit((int) Math.min(BUFFER, end - position));
            int count = file.read(buffer, position);
            if (count <= 0) {
                break;
            }
            digest.update(buffer.flip());
            position += count;
        }
        return digest.digest();
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(JDK_NAMES.getOrDefault(algorithm, algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new GatewayException(Failure.UNSUPPORTED, "the hash " + algorithm + " is not known here", e);
        }
    }
}
