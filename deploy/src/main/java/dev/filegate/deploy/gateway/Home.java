package dev.filegate.deploy.gateway;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of the gateway's own state, {@code filegate.home}. */
final class Home {
    private static final Logger LOG = LoggerFactory.getLogger(Home.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private Home() {}

    /** Creates it with mode 0700 if it is missing; one that is there and open to others is left as it is, with a warning. */
    static void open(Path home) {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        try {
            Path parent = home.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(home, ownerOnly);
        } catch (FileAlreadyExistsException e) {
            warnIfOpenToOthers(home, e);
        } catch (IOException e) {
            throw new StartFailure(
                    "filegate.home: \"" + home + "\" cannot be created: " + words(e)
                            + "; create it or name another directory",
                    e);
        }
    }

    private static void warnIfOpenToOthers(Path home, FileAlreadyExistsException found) {
        try {
            if (!Files.isDirectory(home)) {
                throw new StartFailure("filegate.home: \"" + home + "\" is not a directory; name another one", found);
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(home);
            if (!OWNER_ONLY.containsAll(permissions)) {
                LOG.warn(
                        "filegate.home: {} is open to other users ({}); chmod 700 it",
                        home,
                        PosixFilePermissions.toString(permissions));
            }
        } catch (IOException e) {
            throw new StartFailure(
                    "filegate.home: \"" + home + "\" cannot be used: " + words(e) + "; name another directory", e);
        }
    }

    private static String words(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> "the directory it lies in does not allow it";
        };
    }
}
