package dev.filegate.sftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.FileType;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file opened for writing. It is committed by CLOSE; a channel that ends before that abandons it. Two things differ from an upload of
 * FTP: the first write may tell where an interrupted upload goes on, so opening can wait for it; and mounted clients (sshfs) rename,
 * link, open or flush a file before they have closed it, so it can be published early and then go on in place. Confined to one channel.
 */
final class Upload implements OpenHandle {
    private static final int NEW_MODE = 0644;

    private final Storage storage;
    private final boolean readable;
    private final boolean append;
    private final boolean anyOrder;
    private final boolean fresh;
    private final ReorderWindow early;
    private VirtualPath path;
    private State state;
    private @Nullable WritableFile file;
    private @Nullable GatewayException failed;
    private boolean inPlace;
    private long next;
    private long end;
    private Instant written = Instant.now();
    private AttributeChange asked = AttributeChange.NONE;

    private enum State {
        /** Nothing is open at the storage yet: the first write decides. */
        DEFERRED,
        WRITING,
        /** Committed before CLOSE; another write goes on in place. */
        PUBLISHED,
        /** Its path was removed by the client. */
        REMOVED
    }

    private Upload(Target target, Opening opening, @Nullable WritableFile file, long size) {
        this.storage = target.storage();
        this.path = target.path();
        this.readable = target.readable();
        this.append = target.append();
        this.fresh = opening == Opening.CREATE;
        this.inPlace = opening == Opening.IN_PLACE;
        this.file = file;
        this.anyOrder = storage.capabilities(path).contains(Capability.IN_PLACE_WRITES);
        this.early = new ReorderWindow(target.room());
        this.state = file == null ? State.DEFERRED : State.WRITING;
        this.next = size;
        this.end = size;
    }

    /**
     * Where an upload goes.
     *
     * @param room for writes that come before their turn
     * @param readable whether the client may read back what it wrote
     * @param append whether every write goes to the end, whatever offset it names
     */
    record Target(Storage storage, VirtualPath path, ReorderWindow.Room room, boolean readable, boolean append) {}

    /** How a file was opened. */
    enum Opening {
        /** No file was there. */
        CREATE,
        /** A new version of a file that is there. */
        REPLACE,
        APPEND,
        IN_PLACE,
        /** What is there goes on, from where the first write says. */
        RESUME
    }

    /** Opens at the storage now; {@code size} is that of a file that goes on in place. */
    static Upload open(Target target, Opening opening, WriteMode mode, long size) {
        WritableFile file = target.storage().openForWrite(target.path(), mode);
        return new Upload(target, opening, file, opening == Opening.IN_PLACE ? size : file.position());
    }

    /** Waits for the first write; {@code size} is that of what is there. */
    static Upload deferred(Target target, long size) {
        return new Upload(target, Opening.RESUME, null, size);
    }

    @Override
    public VirtualPath path() {
        return path;
    }

    /** Whether it is not yet what stands at its path. */
    boolean isPending() {
        return state == State.WRITING && !inPlace;
    }

    /** Whether nothing stood at its path when it was opened, and nothing does yet. */
    boolean isFresh() {
        return fresh && isPending();
    }

    /** Bytes it has so far. */
    long size() {
        return end;
    }

    /**
     * The file as its own session sees it before the commit, which is how it will be: mounted clients remember what they are told then.
     * What was never asked for is that of the file it replaces, or of the directory.
     */
    FileInfo pendingInfo() {
        Optional<FileInfo> replaced = fresh ? Optional.empty() : visible(path);
        FileInfo like = replaced.or(() -> visible(path.parent())).orElseGet(() -> FileInfo.file("", 0, written));
        boolean given = asked.hasOwner();
        return new FileInfo(
                path.name(),
                FileType.FILE,
                end,
                asked.hasModified() ? asked.modified() : written,
                Instant.MIN,
                asked.hasMode() ? asked.mode() : replaced.map(FileInfo::mode).orElse(NEW_MODE),
                given ? Integer.toUnsignedString(asked.owner()) : like.owner(),
                given ? Integer.toUnsignedString(asked.group()) : like.group(),
                1,
                "",
                "",
                false,
                given ? asked.owner() : like.ownerId(),
                given ? asked.group() : like.groupId());
    }

    private Optional<FileInfo> visible(VirtualPath place) {
        try {
            return Optional.of(storage.stat(place, Links.FOLLOW));
        } catch (GatewayException e) {
            if (e.failure() == Failure.NOT_FOUND || e.failure() == Failure.PERMISSION_DENIED) {
                return Optional.empty(); // who may only upload still learns about the own upload
            }
            throw e;
        }
    }

    /** Writes all of {@code data}. After a failure every later write, and CLOSE, fails likewise: a file with a hole is not published. */
    void write(ByteBuffer data, long offset) {
        if (failed != null) {
            throw new GatewayException(failed.failure(), failed.detail());
        }
        if (offset > Long.MAX_VALUE - data.remaining()) {
            throw new GatewayException(Failure.NO_SPACE, path + ": no file can be so large");
        }
        try {
            place(openedAt(offset), data, offset);
        } catch (GatewayException e) {
            if (!inPlace) {
                failed = e;
            }
            throw e;
        }
    }

    /** Reads what is there so far. -1 at the end. */
    int read(ByteBuffer target, long position) {
        if (!readable) {
            throw new GatewayException(Failure.PERMISSION_DENIED, "the handle was not opened for reading");
        }
        if (state == State.DEFERRED) {
            try (ReadableFile committed = storage.openForRead(path)) {
                return committed.read(target, position);
            }
        }
        return openedAt(position).read(target, position);
    }

    void setAttributes(AttributeChange change) {
        WritableFile open = file;
        if (open == null) {
            storage.setAttributes(path, change);
        } else {
            open.setAttributes(change);
        }
        asked = asked.and(change);
        if (change.hasSize()) {
            end = change.size();
        }
    }

    /** Commits now; the handle stays open. */
    void publish() {
        WritableFile open = file;
        if (open != null) {
            checkComplete();
            open.commit();
            letGo();
            state = State.PUBLISHED;
        }
    }

    /** The client removed the path: what was uploaded is not wanted, and CLOSE succeeds. */
    void remove() {
        WritableFile open = file;
        if (open != null) {
            open.discard();
        }
        letGo();
        state = State.REMOVED;
    }

    /** The client renamed the path of a published file. */
    void renamed(VirtualPath to) {
        path = to;
    }

    /** CLOSE: what it answers is the truth about the upload. */
    void finish() {
        try {
            publish();
        } finally {
            drop();
        }
    }

    @Override
    public void drop() {
        letGo();
        early.clear();
    }

    private void letGo() {
        WritableFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    private void checkComplete() {
        if (failed != null) {
            throw new GatewayException(
                    failed.failure(), path + ": not stored, because a write failed: " + failed.detail());
        }
        if (!early.isEmpty()) {
            throw new GatewayException(
                    Failure.UNSUPPORTED,
                    path + ": not stored, because bytes " + next + " to " + early.firstOffset() + " never came");
        }
    }

    private WritableFile openedAt(long offset) {
        WritableFile open = file;
        if (open == null) {
            open = switch (state) {
                case DEFERRED -> resumeAt(offset);
                case PUBLISHED, WRITING -> reopenInPlace();
                case REMOVED -> throw new GatewayException(Failure.NOT_FOUND, path + ": was removed meanwhile");
            };
            file = open;
            state = State.WRITING;
        }
        return open;
    }

    private WritableFile resumeAt(long offset) {
        WritableFile open =
                storage.openForWrite(path, offset == 0 ? new WriteMode.Replace() : new WriteMode.ResumeAt(offset));
        next = offset;
        end = offset;
        return open;
    }

    private WritableFile reopenInPlace() {
        WritableFile open = storage.openForWrite(path, new WriteMode.InPlace());
        inPlace = true;
        return open;
    }

    private void place(WritableFile open, ByteBuffer data, long offset) {
        if (!data.hasRemaining()) {
            return; // nothing, written anywhere, makes a file no longer (POSIX write)
        }
        long at = append ? end : offset;
        int length = data.remaining();
        if (append || anyOrder) {
            open.write(data, at);
        } else if (at == next) {
            open.write(data, at);
            next = at + length;
            placeEarly(open);
        } else if (at > next) {
            early.keep(data, at);
        } else {
            throw new GatewayException(
                    Failure.UNSUPPORTED,
                    path + ": this storage takes files from front to back; bytes before " + next + " are written");
        }
        end = Math.max(end, at + length);
        written = Instant.now();
    }

    private void placeEarly(WritableFile open) {
        for (ByteBuffer kept = early.take(next); kept.hasRemaining(); kept = early.take(next)) {
            long at = next;
            next += kept.remaining();
            open.write(kept, at);
        }
    }
}
