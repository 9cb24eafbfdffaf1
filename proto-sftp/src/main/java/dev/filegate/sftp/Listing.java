package dev.filegate.sftp;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.sftp.wire.SftpResponse;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A directory being read: entries leave in packets as full as clients take them, and never all are held. */
final class Listing implements OpenHandle {
    /** Room for entries in one answer: the draft lets clients refuse packets above 34,000 bytes. */
    private static final int ROOM = 32_000;

    private final VirtualPath path;
    private final DirectoryCursor cursor;
    private final AttributeMapping mapping;
    private final Deque<SftpResponse.Entry> held = new ArrayDeque<>();

    Listing(VirtualPath path, DirectoryCursor cursor, AttributeMapping mapping) {
        this.path = path;
        this.cursor = cursor;
        this.mapping = mapping;
    }

    /** Puts an entry in front that the storage does not list: {@code .} and {@code ..}. */
    void add(FileInfo file) {
        held.add(entry(file, Instant.now()));
    }

    /** The next entries; none at the end. */
    List<SftpResponse.Entry> next() {
        List<SftpResponse.Entry> entries = new ArrayList<>();
        Instant now = Instant.now();
        int used = 0;
        while (!held.isEmpty() || cursor.advance()) {
            SftpResponse.Entry entry = held.isEmpty() ? entry(cursor.entry(), now) : held.remove();
            used += size(entry);
            if (used > ROOM && !entries.isEmpty()) {
                held.addFirst(entry);
                break;
            }
            entries.add(entry);
        }
        return entries;
    }

    private SftpResponse.Entry entry(FileInfo file, Instant now) {
        return new SftpResponse.Entry(file.name(), LongName.of(file, now), mapping.of(file));
    }

    private static int size(SftpResponse.Entry entry) {
        return SftpResponse.Entry.FIXED_BYTES
                + NameCodec.encodedLength(entry.name())
                + NameCodec.encodedLength(entry.line());
    }

    @Override
    public VirtualPath path() {
        return path;
    }

    @Override
    public void drop() {
        cursor.close();
    }
}
