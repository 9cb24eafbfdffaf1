package dev.filegate.admin.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as its bearer has it: {@code fg_ID_SECRET}. The id is public and finds the token; the secret has 256 random bits, so that a plain
 * SHA-256 of it can be kept and nobody can guess what it was made from.
 *
 * @param id 10 letters and digits
 * @param secret 43 characters of URL-safe Base64
 */
record TokenText(String id, String secret) {
    /** Long enough for every token, short enough that nothing is spent on longer ones. */
    static final int LONGEST = 100;

    private static final Pattern FORM = Pattern.compile("fg_([a-z0-9]{10})_([A-Za-z0-9_-]{43})");
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int ID_LENGTH = 10;
    private static final int SECRET_BYTES = 32;

    static TokenText random(SecureRandom random) {
        char[] id = new char[ID_LENGTH];
        for (int i = 0; i < id.length; i++) {
            id[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new TokenText(
                new String(id), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Empty when it is not of this form. */
    static Optional<TokenText> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(text);
        return parts.matches() ? Optional.of(new TokenText(parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** SHA-256 of the secret, in hexadecimal digits. */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Whether {@code kept} is its hash; the time does not tell where they differ. */
    boolean matches(String kept) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), kept.getBytes(StandardCharsets.US_ASCII));
    }

    /** The whole token. */
    String text() {
        return "fg_" + id + "_" + secret;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "fg_" + id + "_…";
    }
}
