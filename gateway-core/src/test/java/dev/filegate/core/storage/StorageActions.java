package dev.filegate.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests of storages do all the time. */
public final class StorageActions {
    public static final WriteMode CREATE_NEW = new WriteMode.CreateNew();
    public static final WriteMode REPLACE = new WriteMode.Replace();
    public static final WriteMode APPEND = new WriteMode.Append();
    public static final WriteMode IN_PLACE = new WriteMode.InPlace();

    private StorageActions() {}

    public static VirtualPath path(String text) {
        return VirtualPath.parse(text);
    }

    public static WriteMode resumeAt(long offset) {
        return new WriteMode.ResumeAt(offset);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Uploads and commits a file. */
    public static void put(Storage storage, String path, String text) {
        put(storage, path, bytes(text));
    }

    /** Uploads and commits a file. */
    public static void put(Storage storage, String path, byte[] content) {
        write(storage, path, REPLACE, content);
    }

    /** Writes where {@code mode} begins, and commits. */
    public static void write(Storage storage, String path, WriteMode mode, byte[] content) {
        try (WritableFile file = storage.openForWrite(path(path), mode)) {
            file.write(ByteBuffer.wrap(content), file.position());
            file.commit();
        }
    }

    /** Writes where {@code mode} begins, and breaks off. */
    public static void abort(Storage storage, String path, WriteMode mode, String text) {
        try (WritableFile file = storage.openForWrite(path(path), mode)) {
            append(file, text);
        }
    }

    /** Goes on writing where a sequential writer does. */
    public static void append(WritableFile file, String text) {
        file.write(ByteBuffer.wrap(bytes(text)), file.position());
    }

    /** The whole content of a committed file. */
    public static byte[] content(Storage storage, String path) {
        try (ReadableFile file = storage.openForRead(path(path))) {
            return content(file);
        }
    }

    /** The whole content of an open file. */
    public static byte[] content(ReadableFile file) {
        ByteBuffer target = ByteBuffer.allocate(Math.toIntExact(file.size()));
        int count;
        do {
            count = file.read(target, target.position());
        } while (target.hasRemaining() && count > 0);
        assertThat(target.hasRemaining()).as("ended early").isFalse();
        return target.array();
    }

    /** The whole content of a committed file as text. */
    public static String text(Storage storage, String path) {
        return new String(content(storage, path), StandardCharsets.UTF_8);
    }

    /** The names in a directory, in the order they came. */
    public static List<String> names(Storage storage, String directory) {
        return entries(storage, directory).stream().map(FileInfo::name).toList();
    }

    /** The entries of a directory, in the order they came. */
    public static List<FileInfo> entries(Storage storage, String directory) {
        List<FileInfo> entries = new ArrayList<>();
        try (DirectoryCursor cursor = storage.list(path(directory))) {
            while (cursor.advance()) {
                entries.add(cursor.entry());
            }
        }
        return entries;
    }

    public static FileInfo stat(Storage storage, String path) {
        return storage.stat(path(path), Links.FOLLOW);
    }

    public static boolean exists(Storage storage, String path) {
        try {
            stat(storage, path);
            return true;
        } catch (GatewayException missing) {
            assertThat(missing.failure()).isEqualTo(Failure.NOT_FOUND);
            return false;
        }
    }

    /** The operation fails as expected, with words that a client may read. */
    public static void assertFails(Failure failure, ThrowingCallable operation) {
        assertThatThrownBy(operation).isInstanceOfSatisfying(GatewayException.class, thrown -> {
            assertThat(thrown.failure()).as(thrown.detail()).isEqualTo(failure);
            assertThat(thrown.detail()).isNotBlank().doesNotContain("\n", "java.", "Exception");
        });
    }

    public static void assertMissing(Storage storage, String path) {
        assertFails(Failure.NOT_FOUND, () -> stat(storage, path));
    }
}
