package dev.filegate.storage.local;

import dev.filegate.core.path.NameCodec;
import org.jspecify.annotations.Nullable;

/** The names in an open directory, in the order of the file system, read 32 KiB of records at a time. */
final class DirectoryReader {
    private static final int BUFFER_SIZE = 32 * 1024;
    private static final int RECORD_LENGTH_AT = 16;
    private static final int NAME_AT = 19;

    private final LinuxCalls calls;
    private final Descriptor directory;
    private final byte[] records = new byte[BUFFER_SIZE];
    private int filled;
    private int at;

    /** @param directory opened for reading; not closed here */
    DirectoryReader(LinuxCalls calls, Descriptor directory) {
        this.calls = calls;
        this.directory = directory;
    }

    /** The next name, {@code .} and {@code ..} left out; null at the end. */
    @Nullable
    String next() throws Errno {
        while (true) {
            if (at == filled) {
                filled = calls.getdents64(directory.number(), records);
                at = 0;
                if (filled == 0) {
                    return null;
                }
            }
            int start = at + NAME_AT;
            int end = start;
            while (records[end] != 0) {
                end++;
            }
            at += Byte.toUnsignedInt(records[at + RECORD_LENGTH_AT])
                    | Byte.toUnsignedInt(records[at + RECORD_LENGTH_AT + 1]) << 8;
            if (!isDots(start, end - start)) {
                return NameCodec.decode(records, start, end - start);
            }
        }
    }

    private boolean isDots(int start, int length) {
        return records[start] == '.' && (length == 1 || (length == 2 && records[start + 1] == '.'));
    }
}
