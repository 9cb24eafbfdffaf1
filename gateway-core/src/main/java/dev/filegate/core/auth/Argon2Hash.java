package dev.filegate.core.auth;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * argon2id (RFC 9106) in the PHC string format that the reference implementation writes:
 * {@code $argon2id$v=19$m=65536,t=3,p=4$salt$hash}, salt and hash in Base64 without padding.
 */
final class Argon2Hash implements PasswordHash {
    private static final Pattern FORMAT = Pattern.compile(
            "\\$argon2id\\$v=(\\d{1,3})\\$m=(\\d{1,9}),t=(\\d{1,6}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    /** 1 GiB per check. */
    private static final int MOST_MEMORY_KIB = 1 << 20;

    private static final int MOST_PASSES = 1000;
    private static final int SHORTEST_SALT = 8;
    private static final int SHORTEST_HASH = 16;
    private static final int NEW_MEMORY_KIB = 19_456;
    private static final int NEW_PASSES = 2;
    private static final int NEW_SALT = 16;
    private static final int NEW_HASH = 32;

    private final Argon2Parameters parameters;
    private final byte[] expected;

    private Argon2Hash(Argon2Parameters parameters, byte[] expected) {
        this.parameters = parameters;
        this.expected = expected;
    }

    static Argon2Hash parse(String text) {
        var parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "an argon2id hash looks like $argon2id$v=19$m=65536,t=3,p=4$salt$hash, salt and hash in Base64 without =");
        }
        int version = Integer.parseInt(parts.group(1));
        check(
                version == Argon2Parameters.ARGON2_VERSION_13 || version == Argon2Parameters.ARGON2_VERSION_10,
                "v must be 19 (or 16)",
                version);
        int memory = Integer.parseInt(parts.group(2));
        int passes = Integer.parseInt(parts.group(3));
        int lanes = Integer.parseInt(parts.group(4));
        check(lanes >= 1 && lanes <= 255, "p (lanes) must be 1 to 255", lanes);
        check(
                memory >= 8 * lanes && memory <= MOST_MEMORY_KIB,
                "m (memory in KiB) must be 8 times p to " + MOST_MEMORY_KIB,
                memory);
        check(passes >= 1 && passes <= MOST_PASSES, "t (passes) must be 1 to " + MOST_PASSES, passes);
        byte[] salt = decode("salt", parts.group(5));
        byte[] hash = decode("hash", parts.group(6));
        check(salt.length >= SHORTEST_SALT, "the salt must have " + SHORTEST_SALT + " bytes or more", salt.length);
        check(hash.length >= SHORTEST_HASH, "the hash must have " + SHORTEST_HASH + " bytes or more", hash.length);
        return new Argon2Hash(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(version)
                        .withMemoryAsKB(memory)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .withSalt(salt)
                        .build(),
                hash);
    }

    /** A new hash with a random salt. */
    static String make(Secret secret) {
        byte[] salt = new byte[NEW_SALT];
        new SecureRandom().nextBytes(salt);
        byte[] key = secret.utf8();
        byte[] hash = new byte[NEW_HASH];
        try {
            if (key.length == 0) {
                throw new IllegalArgumentException("the password is empty");
            }
            Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
            argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(NEW_MEMORY_KIB)
                    .withIterations(NEW_PASSES)
                    .withParallelism(1)
                    .withSalt(salt)
                    .build());
            argon2.generateBytes(key, hash);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=" + Argon2Parameters.ARGON2_VERSION_13 + "$m=" + NEW_MEMORY_KIB + ",t=" + NEW_PASSES
                + ",p=1$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    private static void check(boolean right, String rule, int given) {
        if (!right) {
            throw new IllegalArgumentException("argon2id: " + rule + ", not " + given);
        }
    }

    private static byte[] decode(String what, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("argon2id: the " + what + " is not Base64", e);
        }
    }

    @Override
    public boolean matches(Secret secret) {
        return secret.useUtf8(key -> {
            Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
            argon2.init(parameters);
            byte[] computed = new byte[expected.length];
            argon2.generateBytes(key, computed);
            return MessageDigest.isEqual(computed, expected);
        });
    }

    @Override
    public String scheme() {
        return "argon2id m=" + parameters.getMemory() + ",t=" + parameters.getIterations() + ",p="
                + parameters.getLanes();
    }

    @Override
    public String toString() {
        return scheme();
    }
}
