package dev.filegate.storage.local;

import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.path;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A gateway that is to be killed: begins three uploads below the root given, says so, and waits for ever. */
final class UploadsUntilKilled {
    static final int BYTES = 1_000_000;

    private UploadsUntilKilled() {}

    public static void main(String[] arguments) throws IOException {
        try (LocalBackend backend = LocalBackend.open("disk", LocalConfig.of(Path.of(arguments[0])))) {
            Storage storage = backend.tree(VirtualPath.parse("/home/me"), "me");
            try (WritableFile fresh = storage.openForWrite(path("/fresh"), REPLACE);
                    WritableFile over = storage.openForWrite(path("/old"), REPLACE);
                    WritableFile gap = storage.openForWrite(path("/gap"), REPLACE)) {
                fresh.write(ByteBuffer.wrap(content()), 0);
                over.write(ByteBuffer.wrap(content()), 0);
                gap.write(ByteBuffer.wrap(content()), 5000);
                System.out.println("uploading");
                int end = System.in.read();
                throw new IllegalStateException("was not killed: " + end);
            }
        }
    }

    static byte[] content() {
        byte[] content = new byte[BYTES];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + i / 251);
        }
        return content;
    }
}
