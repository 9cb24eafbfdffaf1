package dev.filegate.core.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash chain of the audit trail: each record's hash covers its text and the hash before it, so that nothing can be changed, removed
 * from the middle or slipped in without every later hash being wrong. What is at the end is protected by the heads in the JSON file.
 */
public final class AuditChain {
    /** The hash before the first record. */
    public static final String START = "0".repeat(64);

    private AuditChain() {}

    /**
     * The hash of a record.
     *
     * @param before the hash of the record before, 64 hexadecimal digits
     * @param json the record's text
     */
    public static String next(String before, String json) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(before.getBytes(StandardCharsets.US_ASCII));
            sha256.update((byte) '\n');
            return HexFormat.of().formatHex(sha256.digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
