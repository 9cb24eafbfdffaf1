package dev.filegate.tftp;

import java.util.Locale;
import java.util.Optional;

/** How the bytes of a file travel (RFC 1350 section 1). The obsolete mode {@code mail} is refused (RFC 1123 section 4.2.2.1 drops it). */
public enum TftpMode {
    /** As they are. */
    OCTET,
    /** Text: line ends are CR LF, a bare CR is CR NUL (RFC 764). */
    NETASCII;

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that word, in any mixture of upper and lower case. */
    public static Optional<TftpMode> of(String word) {
        for (TftpMode mode : values()) {
            if (mode.word().equalsIgnoreCase(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
