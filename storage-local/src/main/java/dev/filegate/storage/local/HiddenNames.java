package dev.filegate.storage.local;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names that are kept for uploads under way. To clients they do not exist, and cannot be made. */
final class HiddenNames {
    /** Of the directory below the root, and of files beside their target on other file systems. */
    static final String PREFIX = ".filegate-tmp";

    private HiddenNames() {}

    /** Upper and lower case alike, as some file systems see them. */
    static boolean isHidden(String name) {
        return name.length() >= PREFIX.length()
                && name.charAt(0) == '.'
                && name.substring(0, PREFIX.length()).toLowerCase(Locale.ROOT).equals(PREFIX);
    }

    static boolean isHidden(VirtualPath path) {
        for (String name : path.names()) {
            if (isHidden(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a real path leads through a hidden name. */
    static boolean isHiddenRealPath(String real) {
        for (String name : real.split("/", -1)) {
            if (isHidden(name)) {
                return true;
            }
        }
        return false;
    }

    /** For what has to be there. */
    static void refuseExisting(VirtualPath path) {
        if (isHidden(path)) {
            throw LocalFailures.notFound(path);
        }
    }

    /** For a name that is to be made. */
    static void refuseNew(VirtualPath path) {
        refuseExisting(path.parent());
        if (isHidden(path.name())) {
            throw LocalFailures.of(
                    path,
                    Failure.INVALID_NAME,
                    "names that begin with \"" + PREFIX + "\" are kept for uploads under way");
        }
    }

    static byte[] directoryName() {
        return PREFIX.getBytes(StandardCharsets.US_ASCII);
    }
}
