package dev.filegate.core.auth;

import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * bcrypt in the modular crypt format: {@code $2b$12$} and 53 characters. {@code 2a} and {@code 2y} name the same function; {@code 2x},
 * the one with the sign error of 2011, is refused. As in every bcrypt, only the first 72 bytes of a password count.
 */
record BcryptHash(String encoded, int cost) implements PasswordHash {
    private static final Pattern FORMAT = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final int LOWEST_COST = 4;
    /** About a minute per check: more than that is a mistake. */
    private static final int HIGHEST_COST = 20;

    static BcryptHash parse(String text) {
        var parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a bcrypt hash looks like $2b$12$ (or $2a$, $2y$) followed by 53 characters of ./A-Za-z0-9");
        }
        int cost = Integer.parseInt(parts.group(1));
        if (cost < LOWEST_COST || cost > HIGHEST_COST) {
            throw new IllegalArgumentException(
                    "the cost of a bcrypt hash must be " + LOWEST_COST + " to " + HIGHEST_COST + ", not " + cost);
        }
        return new BcryptHash(text, cost);
    }

    @Override
    public boolean matches(Secret secret) {
        return secret.useUtf8(key -> OpenBSDBCrypt.checkPassword(encoded, key));
    }

    @Override
    public String scheme() {
        return "bcrypt cost " + cost;
    }

    @Override
    public String toString() {
        return scheme();
    }
}
