package dev.filegate.core.auth;

import dev.filegate.core.path.NameCodec;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Predicate;

/** A password or token as the client sent it. Never printed; compared in constant time; can be wiped. Used by one thread at a time. */
public final class Secret implements AutoCloseable {
    private final char[] characters;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    public static Secret of(String text) {
        return new Secret(text.toCharArray());
    }

    /** A copy of the characters, for password hash functions; the caller wipes it. */
    public char[] reveal() {
        return characters.clone();
    }

    /** A copy in UTF-8, bytes that were not UTF-8 as they came ({@link NameCodec}); the caller wipes it. */
    public byte[] utf8() {
        for (char c : characters) {
            if (Character.isSurrogate(c)) {
                return NameCodec.encode(new String(characters));
            }
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        encoded.clear();
        encoded.put(new byte[encoded.capacity()]);
        return bytes;
    }

    public boolean isEmpty() {
        return characters.length == 0;
    }

    /** Whether it equals {@code expected}; the time taken does not depend on where they differ. */
    public boolean matches(String expected) {
        return useUtf8(bytes -> MessageDigest.isEqual(bytes, NameCodec.encode(expected)));
    }

    /** Lends the characters in UTF-8 to a check and wipes the copy afterwards. */
    boolean useUtf8(Predicate<byte[]> check) {
        byte[] copy = utf8();
        try {
            return check.test(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
