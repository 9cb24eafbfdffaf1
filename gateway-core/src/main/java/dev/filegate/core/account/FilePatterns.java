package dev.filegate.core.account;

import dev.filegate.core.path.PathGlob;
import dev.filegate.core.path.VirtualPath;
import java.util.List;

/**
 * Which files an account may have to do with, by their names. Capitals make no difference.
 *
 * @param allowed if there are any, files that match none can neither be read nor made; directories are not asked
 * @param denied what matches, and what lies below it, can be seen but neither be read, made nor changed
 * @param hidden what matches, and what lies below it, is not there
 */
public record FilePatterns(List<PathGlob> allowed, List<PathGlob> denied, List<PathGlob> hidden) {
    /** Every file. */
    public static final FilePatterns NONE = new FilePatterns(List.of(), List.of(), List.of());

    /** Whether the path, or a directory above it, is not there. */
    public boolean hides(VirtualPath path) {
        return matchesUpwards(hidden, path);
    }

    /** Whether the path, or a directory above it, can only be seen. */
    public boolean denies(VirtualPath path) {
        return matchesUpwards(denied, path);
    }

    /** Whether a file may be there. */
    public boolean allows(VirtualPath file) {
        return allowed.isEmpty() || allowed.stream().anyMatch(glob -> glob.matchesInAnyCase(file));
    }

    private static boolean matchesUpwards(List<PathGlob> globs, VirtualPath path) {
        if (globs.isEmpty()) {
            return false;
        }
        for (VirtualPath at = path; !at.isRoot(); at = at.parent()) {
            VirtualPath looked = at;
            if (globs.stream().anyMatch(glob -> glob.matchesInAnyCase(looked))) {
                return true;
            }
        }
        return false;
    }

    public FilePatterns {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        hidden = List.copyOf(hidden);
    }
}
