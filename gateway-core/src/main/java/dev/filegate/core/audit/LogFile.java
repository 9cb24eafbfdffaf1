package dev.filegate.core.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are added to. It is created with mode 0640, and opened anew when it was renamed or deleted (logrotate), so that no
 * signal is needed. Lines are buffered until {@link #flush}; when that fails they are gone, and no half line stays behind. Used by one
 * thread.
 */
final class LogFile implements AutoCloseable {
    private static final Set<StandardOpenOption> APPENDING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private final Path path;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private SeekableByteChannel channel;
    /** What the open file is, to notice that the path leads to another one. */
    private @Nullable Object key;

    private LogFile(Path path) throws IOException {
        this.path = path;
        this.channel = create();
        this.key = keyOf();
    }

    /** Opens the file, so that a wrong path is found out at the start. */
    static LogFile open(Path path) throws IOException {
        return new LogFile(path);
    }

    /** Adds bytes to the buffer. */
    void append(byte[] line) {
        buffer.writeBytes(line);
    }

    /** Writes what is buffered. */
    void flush() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer.toByteArray());
        buffer.reset();
        if (bytes.hasRemaining()) {
            reopenWhenMoved();
            write(bytes);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        long before = channel.size();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            try {
                channel.truncate(before);
            } catch (IOException truncating) {
                e.addSuppressed(truncating);
            }
            throw e;
        }
    }

    private void reopenWhenMoved() throws IOException {
        if (!channel.isOpen() || !Objects.equals(key, keyOf())) {
            channel.close();
            channel = create();
            key = keyOf();
        }
    }

    private @Nullable Object keyOf() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private SeekableByteChannel create() throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
                }
                : new FileAttribute<?>[0];
        return Files.newByteChannel(path, APPENDING, mode);
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            channel.close();
        }
    }
}
