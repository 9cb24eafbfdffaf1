package dev.filegate.storage.local;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The real paths under which one directory is known: as the kernel has it, and as it is configured. */
record RealPaths(List<byte[]> paths) {

    /** The part of an absolute path below the directory, without a leading slash; null when it lies elsewhere. */
    byte @Nullable [] below(byte[] absolute) {
        for (byte[] directory : paths) {
            int length = isSystemRoot(directory) ? 0 : directory.length;
            if (absolute.length == length) {
                if (Arrays.equals(absolute, directory)) {
                    return new byte[0];
                }
            } else if (absolute.length > length
                    && absolute[length] == '/'
                    && Arrays.equals(absolute, 0, length, directory, 0, length)) {
                return Arrays.copyOfRange(absolute, length + 1, absolute.length);
            }
        }
        return null;
    }

    private static boolean isSystemRoot(byte[] directory) {
        return directory.length == 1 && directory[0] == '/';
    }
}
