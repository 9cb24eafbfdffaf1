package dev.filegate.core.auth;

import dev.filegate.core.path.NameCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Reads what stands in {@code filegate.accounts.<user>.password} and in databases of accounts. */
public final class PasswordHashes {
    private PasswordHashes() {}

    /**
     * A hash from its text: {@code {bcrypt}$2b$12$…}, {@code {argon2id}$argon2id$v=19$…}, {@code {crypt}$5$…} or {@code {crypt}$6$…} (and
     * {@code {crypt}$2y$…}, as crypt(3) of many systems makes them), {@code {plain}secret}; anything without such a prefix is a plain
     * password, also when it begins with {@code $}.
     *
     * @throws IllegalArgumentException with words for the operator when a hash is malformed; the hash itself is not in them
     */
    public static PasswordHash parse(String text) {
        int brace = text.startsWith("{") ? text.indexOf('}') : -1;
        String prefix = brace < 0 ? "" : text.substring(0, brace + 1);
        String rest = text.substring(prefix.length());
        return switch (prefix) {
            case "{bcrypt}" -> BcryptHash.parse(rest);
            case "{argon2id}" -> Argon2Hash.parse(rest);
            case "{crypt}" -> rest.startsWith("$2") ? BcryptHash.parse(rest) : ShaCryptHash.parse(rest);
            case "{plain}" -> plain(rest);
            default -> plain(text);
        };
    }

    /** Whether the text is a hash, and not the password itself. */
    public static boolean isHash(String text) {
        return text.startsWith("{bcrypt}") || text.startsWith("{argon2id}") || text.startsWith("{crypt}");
    }

    /**
     * Hashes a password with argon2id as RFC 9106 and OWASP recommend for interactive logins (19 MiB, 2 passes, 1 lane). Takes some tens
     * of milliseconds.
     *
     * @return text that {@link #parse} reads
     * @throws IllegalArgumentException for an empty password
     */
    public static String hash(Secret secret) {
        return "{argon2id}" + Argon2Hash.make(secret);
    }

    private static PasswordHash plain(String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException(
                    "the password is empty; leave the key out for an account without a password");
        }
        byte[] expected = digest(NameCodec.encode(password));
        return secret -> secret.useUtf8(given -> MessageDigest.isEqual(digest(given), expected));
    }

    /** Equal lengths for both sides, so that the comparison does not tell the length of the password. */
    private static byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
