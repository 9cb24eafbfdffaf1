package dev.filegate.ftp.hash;

import java.util.Locale;
import java.util.Optional;

/** The checksums of HASH (draft-bryan-ftpext-hash) and the X-commands, in the order FEAT shows them: strongest first. */
public enum HashAlgorithm {
    SHA_512("SHA-512"),
    SHA_256("SHA-256"),
    SHA_1("SHA-1"),
    MD5("MD5"),
    CRC32("CRC32");

    /** What a session begins with: what the draft asks for. */
    public static final HashAlgorithm DEFAULT = SHA_256;

    private final String text;

    HashAlgorithm(String text) {
        this.text = text;
    }

    /** The name on the wire, from IANA's registry of hash function textual names; CRC32 as other servers call it. */
    public String text() {
        return text;
    }

    /** The algorithm of that name; case does not matter. */
    public static Optional<HashAlgorithm> named(String name) {
        String wanted = name.strip().toUpperCase(Locale.ROOT);
        for (HashAlgorithm algorithm : values()) {
            if (algorithm.text.equals(wanted)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The line of FEAT, with a star behind the selected algorithm. */
    public static String feature(HashAlgorithm selected) {
        StringBuilder line = new StringBuilder("HASH ");
        for (HashAlgorithm algorithm : values()) {
            line.append(line.length() > 5 ? ";" : "").append(algorithm.text).append(algorithm == selected ? "*" : "");
        }
        return line.toString();
    }
}
