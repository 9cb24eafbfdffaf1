package dev.filegate.core.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A public key as SSH writes it (RFC 4253 section 6.6): a string with its type, then whatever the type says. Immutable. */
public final class SshKey {
    private static final int LONGEST = 16 * 1024;

    private final byte[] blob;
    private final String type;

    private SshKey(byte[] blob, String type) {
        this.blob = blob;
        this.type = type;
    }

    /**
     * The key in these bytes; only the type is looked at.
     *
     * @throws IllegalArgumentException with words when they are no key
     */
    public static SshKey of(byte[] blob) {
        if (blob.length < Integer.BYTES || blob.length > LONGEST) {
            throw new IllegalArgumentException("an SSH key has 4 to " + LONGEST + " bytes, not " + blob.length);
        }
        int length = ByteBuffer.wrap(blob).getInt();
        if (length < 1 || length > blob.length - Integer.BYTES) {
            throw new IllegalArgumentException("an SSH key begins with the name of its type");
        }
        return new SshKey(blob.clone(), new String(blob, Integer.BYTES, length, StandardCharsets.US_ASCII));
    }

    /**
     * The key in Base64, as in key files.
     *
     * @throws IllegalArgumentException with words when it is none
     */
    public static SshKey parse(String base64) {
        byte[] blob;
        try {
            blob = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key is not Base64", e);
        }
        return of(blob);
    }

    /** {@code ssh-ed25519}, {@code ssh-rsa}, … */
    public String type() {
        return type;
    }

    /** A copy of the bytes. */
    public byte[] blob() {
        return blob.clone();
    }

    /** {@code SHA256:} and the digest in Base64, as ssh-keygen prints it. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshKey key && Arrays.equals(blob, key.blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    @Override
    public String toString() {
        return type + " " + fingerprint();
    }
}
