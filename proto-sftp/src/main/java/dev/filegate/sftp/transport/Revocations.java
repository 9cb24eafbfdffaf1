package dev.filegate.sftp.transport;

import dev.filegate.core.auth.SshKey;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keys and certificates that do not count any more: a text file with a public key or a {@code SHA256:} fingerprint per line, or a key
 * revocation list as {@code ssh-keygen -k} makes it (OpenSSH's PROTOCOL.krl; its own signatures are not checked, as in OpenSSH since
 * 9.4). Immutable.
 */
final class Revocations {
    private static final long MAGIC = 0x5353484b524c0a00L;
    private static final int SECTION_CERTIFICATES = 1;
    private static final int SECTION_KEYS = 2;
    private static final int SECTION_SHA1 = 3;
    private static final int SECTION_SIGNATURE = 4;
    private static final int SECTION_SHA256 = 5;
    private static final int SECTION_EXTENSION = 255;

    private final Set<SshKey> keys = new HashSet<>();
    private final Set<String> sha256 = new HashSet<>();
    private final Set<ByteBuffer> sha1 = new HashSet<>();
    private final List<OfAuthority> certificates = new ArrayList<>();

    private Revocations() {}

    /** Certificates of one authority; of every authority when {@code authority} is empty. */
    private record OfAuthority(Optional<SshKey> authority, List<Serials> serials, Set<String> ids) {}

    /** Serial numbers, unsigned: those of a range, or the set bits above an offset. */
    private record Serials(long first, long last, BitSet bits) {
        boolean contains(long serial) {
            boolean inRange = Long.compareUnsigned(serial, first) >= 0 && Long.compareUnsigned(serial, last) <= 0;
            return inRange && (bits.isEmpty() || bits.get((int) (serial - first)));
        }
    }

    static Revocations none() {
        return new Revocations();
    }

    static Revocations load(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Revocations list = new Revocations();
        try {
            if (bytes.length >= Long.BYTES && ByteBuffer.wrap(bytes).getLong() == MAGIC) {
                list.readBinary(ByteBuffer.wrap(bytes));
            } else {
                list.readText(new String(bytes, StandardCharsets.UTF_8));
            }
            return list;
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new IOException("the revocation list " + file + " cannot be understood: " + e.getMessage(), e);
        }
    }

    boolean contains(SshKey key) {
        return keys.contains(key)
                || sha256.contains(key.fingerprint())
                || (!sha1.isEmpty() && sha1.contains(ByteBuffer.wrap(sha1(key.blob()))));
    }

    /** Whether an authority's certificate is revoked by number or name. */
    boolean contains(SshKey authority, long serial, String id) {
        return certificates.stream()
                .filter(list ->
                        list.authority().isEmpty() || list.authority().get().equals(authority))
                .anyMatch(list -> list.ids().contains(id)
                        || list.serials().stream().anyMatch(serials -> serials.contains(serial)));
    }

    private void readText(String text) {
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("SHA256:")) {
                sha256.add(line.split("\\s", 2)[0]);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                String[] words = line.split("\\s+", 3);
                keys.add(SshKey.parse(words.length > 1 ? words[1] : words[0]));
            }
        }
    }

    private void readBinary(ByteBuffer in) {
        in.getLong();
        if (in.getInt() != 1) {
            throw new IllegalArgumentException("it is of a version other than 1");
        }
        in.position(in.position() + 3 * Long.BYTES);
        string(in);
        string(in);
        while (in.hasRemaining()) {
            int type = in.get() & 0xFF;
            ByteBuffer section = string(in);
            switch (type) {
                case SECTION_CERTIFICATES -> certificates.add(certificates(section));
                case SECTION_KEYS -> each(section).forEach(blob -> keys.add(SshKey.of(bytes(blob))));
                case SECTION_SHA1 -> each(section).forEach(hash -> sha1.add(ByteBuffer.wrap(bytes(hash))));
                case SECTION_SHA256 -> each(section).forEach(hash -> sha256.add(fingerprint(bytes(hash))));
                case SECTION_SIGNATURE, SECTION_EXTENSION -> {}
                default -> throw new IllegalArgumentException("it has a section of the unknown type " + type);
            }
        }
    }

    private static OfAuthority certificates(ByteBuffer in) {
        byte[] authority = bytes(string(in));
        string(in);
        List<Serials> serials = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        while (in.hasRemaining()) {
            int type = in.get() & 0xFF;
            ByteBuffer part = string(in);
            switch (type) {
                case 0x20 -> {
                    while (part.hasRemaining()) {
                        long serial = part.getLong();
                        serials.add(new Serials(serial, serial, new BitSet()));
                    }
                }
                case 0x21 -> serials.add(new Serials(part.getLong(), part.getLong(), new BitSet()));
                case 0x22 -> serials.add(bitmap(part.getLong(), bytes(string(part))));
                case 0x23 ->
                    each(part)
                            .forEach(id ->
                                    ids.add(StandardCharsets.UTF_8.decode(id).toString()));
                case 0x39 -> {}
                default -> throw new IllegalArgumentException("it revokes certificates in the unknown way " + type);
            }
        }
        return new OfAuthority(
                authority.length == 0 ? Optional.empty() : Optional.of(SshKey.of(authority)), serials, ids);
    }

    /** An mpint, most significant byte first: bit i stands for the serial number offset + i. */
    private static Serials bitmap(long offset, byte[] number) {
        BitSet bits = new BitSet();
        for (int i = 0; i < number.length * 8; i++) {
            if ((number[number.length - 1 - i / 8] & (1 << (i % 8))) != 0) {
                bits.set(i);
            }
        }
        if (bits.isEmpty()) {
            throw new IllegalArgumentException("it has an empty bitmap");
        }
        return new Serials(offset, offset + bits.length() - 1, bits);
    }

    private static List<ByteBuffer> each(ByteBuffer in) {
        List<ByteBuffer> parts = new ArrayList<>();
        while (in.hasRemaining()) {
            parts.add(string(in));
        }
        return parts;
    }

    private static ByteBuffer string(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("it ends too early");
        }
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static String fingerprint(byte[] hash) {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    }

    private static byte[] sha1(byte[] blob) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(blob);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
