package dev.filegate.core.storage.rule;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.nio.ByteBuffer;

/** Copies a file from one storage to another through a buffer; the copy is published when it is whole, and leaves nothing when it fails. */
final class CopyThrough {
    private static final int BUFFER = 256 * 1024;

    private CopyThrough() {}

    static void copy(Storage from, VirtualPath source, Storage to, VirtualPath target) {
        try (ReadableFile in = from.openForRead(source);
                WritableFile out = to.openForWrite(target, new WriteMode.Replace())) {
            try {
                copy(in, out);
                out.commit();
            } catch (RuntimeException e) {
                out.discard();
                throw e;
            }
        }
    }

    private static void copy(ReadableFile in, WritableFile out) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long position = 0;
        int count = in.read(buffer, 0);
        while (count > 0) {
            out.write(buffer.flip(), position);
            position += count;
            count = in.read(buffer.clear(), position);
        }
    }
}
