package dev.filegate.core.account;

import dev.filegate.core.path.PathGlob;
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

    public FilePatterns {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        hidden = List.copyOf(hidden);
    }
}
