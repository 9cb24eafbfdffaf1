package dev.filegate.core.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;

/**
 * SHA-crypt as glibc's crypt(3) writes it to /etc/shadow: {@code $5$} (SHA-256) or {@code $6$} (SHA-512), optional {@code rounds=N$}, up
 * to 16 characters of salt, {@code $} and the hash (Ulrich Drepper, "Unix crypt using SHA-256 and SHA-512").
 *
 * @param setting everything before the hash, as crypt(3) takes it
 */
record ShaCryptHash(String encoded, String setting, boolean wide, int rounds) implements PasswordHash {
    private static final Pattern FORMAT =
            Pattern.compile("(\\$([56])\\$(?:rounds=(\\d{1,9})\\$)?[^$:\\n]{0,16})\\$([./A-Za-z0-9]+)");
    private static final int DEFAULT_ROUNDS = 5000;
    private static final int FEWEST_ROUNDS = 1000;
    /** Some ten seconds per check: more than that is a mistake. */
    private static final int MOST_ROUNDS = 10_000_000;

    private static final int LENGTH_256 = 43;
    private static final int LENGTH_512 = 86;

    static ShaCryptHash parse(String text) {
        var parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a crypt hash looks like $6$salt$hash or $5$salt$hash, with rounds=N$ before the salt if you like;"
                            + " DES, MD5 ($1$) and yescrypt ($y$) are not supported");
        }
        boolean wide = parts.group(2).equals("6");
        int length = wide ? LENGTH_512 : LENGTH_256;
        if (parts.group(4).length() != length) {
            throw new IllegalArgumentException("the hash of $" + parts.group(2) + "$ has " + length
                    + " characters, not " + parts.group(4).length());
        }
        int rounds = parts.group(3) == null ? DEFAULT_ROUNDS : Integer.parseInt(parts.group(3));
        if (rounds < FEWEST_ROUNDS || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException(
                    "rounds must be " + FEWEST_ROUNDS + " to " + MOST_ROUNDS + ", not " + rounds);
        }
        return new ShaCryptHash(text, parts.group(1), wide, rounds);
    }

    @Override
    public boolean matches(Secret secret) {
        return secret.useUtf8(key -> {
            String computed = wide ? Sha2Crypt.sha512Crypt(key, setting) : Sha2Crypt.sha256Crypt(key, setting);
            return MessageDigest.isEqual(
                    computed.getBytes(StandardCharsets.US_ASCII), encoded.getBytes(StandardCharsets.US_ASCII));
        });
    }

    @Override
    public String scheme() {
        return (wide ? "sha512-crypt rounds " : "sha256-crypt rounds ") + rounds;
    }

    @Override
    public String toString() {
        return scheme();
    }
}
