package dev.filegate.core.storage;

/**
 * A directory being read, entry by entry, in bounded memory however many there are. {@code .} and {@code ..}, hidden temporary files
 * and partials are never among them. Used by one thread; closed by whoever opened it.
 *
 * <pre>{@code
 * try (DirectoryCursor cursor = storage.list(path)) {
 *     while (cursor.advance()) {
 *         show(cursor.entry());
 *     }
 * }
 * }</pre>
 */
public interface DirectoryCursor extends AutoCloseable {
    /** Moves to the next entry; false at the end. An entry that vanished meanwhile is left out. */
    boolean advance();

    /** The entry moved to; links are described themselves ({@link Links#KEEP}). Only valid after {@link #advance} returned true. */
    FileInfo entry();

    @Override
    void close();
}
