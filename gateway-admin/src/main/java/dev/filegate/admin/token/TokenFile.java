package dev.filegate.admin.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The token of whoever runs the gateway: a file below {@code filegate.home} that only its user can read. Its role is admin. */
public final class TokenFile {
    /** Below {@code filegate.home}. */
    public static final String NAME = "admin.token";

    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final TokenText token;

    private TokenFile(TokenText token) {
        this.token = token;
    }

    /**
     * Reads the token below {@code home}, or makes one with mode 0600 when the file is missing. One that others can read is used, with a
     * warning: it may have been put there by whoever runs the container.
     *
     * @throws IOException with words for the operator when the file cannot be made or read, or holds something else
     */
    public static TokenFile open(Path home) throws IOException {
        Path file = home.resolve(NAME);
        if (!Files.exists(file)) {
            create(file);
        }
        warnIfOpenToOthers(file);
        if (Files.size(file) > TokenText.LONGEST + 2) {
            throw notAToken(file);
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        return new TokenFile(TokenText.parse(text).orElseThrow(() -> notAToken(file)));
    }

    /** Under another name first, so that a crash leaves no empty token behind. */
    private static void create(Path file) throws IOException {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        Path directory = file.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(directory, "." + NAME, ".new", ownerOnly);
        try {
            Files.writeString(draft, TokenText.random(new SecureRandom()).text() + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void warnIfOpenToOthers(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            LOG.warn(
                    "{} can be used by other users ({}); chmod 600 it, and delete it to have a new one at the next start",
                    file,
                    PosixFilePermissions.toString(permissions));
        }
    }

    private static IOException notAToken(Path file) {
        return new IOException(
                "\"" + file + "\" does not hold a token; delete it, and a new one is made at the next start");
    }

    TokenText token() {
        return token;
    }
}
