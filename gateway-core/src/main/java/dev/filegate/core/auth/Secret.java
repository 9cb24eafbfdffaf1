package dev.filegate.core.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A password or token as the client sent it. Never printed; compared in constant time; can be wiped. Confined to one thread. */
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

    public boolean isEmpty() {
        return characters.length == 0;
    }

    /** Whether it equals {@code expected}; the time taken does not depend on where they differ. */
    public boolean matches(String expected) {
        return MessageDigest.isEqual(
                new String(characters).getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
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
