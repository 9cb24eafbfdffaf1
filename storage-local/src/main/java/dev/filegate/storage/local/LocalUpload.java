package dev.filegate.storage.local;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.core.storage.WrittenPrefix;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An upload into a hidden file that becomes the file at its path by one rename. */
final class LocalUpload implements WritableFile {
    private static final Logger LOG = LoggerFactory.getLogger(LocalUpload.class);

    private enum State {
        WRITING,
        COMMITTED,
        OVER
    }

    private final Finishing finishing;
    private final VirtualPath path;
    private final Place place;
    private final boolean replace;
    private final TemporaryFile file;
    private final WrittenPrefix prefix;
    private AttributeChange change = AttributeChange.NONE;
    private boolean hasGap;
    private boolean prepared;
    private State state = State.WRITING;

    /**
     * @param place where the file is to appear; closed with the upload
     * @param file what is written to; closed with the upload
     * @param position how much of it is there already
     */
    LocalUpload(Finishing finishing, VirtualPath path, Place place, WriteMode mode, TemporaryFile file, long position) {
        this.finishing = finishing;
        this.path = path;
        this.place = place;
        this.replace = !(mode instanceof WriteMode.CreateNew);
        this.file = file;
        this.prefix = new WrittenPrefix(position);
        file.grewTo(position);
    }

    @Override
    public long position() {
        return prefix.end();
    }

    @Override
    public void write(ByteBuffer source, long position) {
        requireWriting();
        try {
            if (position > prefix.end() && !hasGap) {
                file.becomeUnsure();
                hasGap = true;
            }
            int written = FileCopy.writeFully(finishing.calls(), file.number(), source, position);
            prefix.wrote(position, position + written);
            file.grewTo(prefix.end());
        } catch (Errno errno) {
            throw LocalFailures.of(path, errno);
        }
    }

    /** Takes the whole content from another file, inside the kernel as far as it can. */
    void fill(int source, long length) throws Errno {
        long copied = FileCopy.copy(finishing.calls(), source, file.number(), length);
        prefix.wrote(0, copied);
    }

    @Override
    public int read(ByteBuffer target, long position) {
        requireWriting();
        return finishing.read(path, file.number(), target, position);
    }

    @Override
    public void setAttributes(AttributeChange attributes) {
        requireWriting();
        if (attributes.hasSize()) {
            try {
                finishing.calls().ftruncate(file.number(), attributes.size());
            } catch (Errno errno) {
                throw LocalFailures.of(path, errno);
            }
            prefix.resized(attributes.size());
            file.grewTo(attributes.size());
        }
        change = change.and(attributes);
    }

    @Override
    public void commit() {
        requireWriting();
        try {
            publish();
        } catch (Errno errno) {
            throw explained(errno);
        }
        state = State.COMMITTED;
        release();
    }

    private void publish() throws Errno {
        FileStatus replaced = place.statusOrNull(finishing.calls());
        if (replaced != null && replaced.isLink()) {
            replaced = null; // somebody made a link meanwhile: it is replaced, never followed
        }
        prepared = true;
        finishing.prepare(file, change, replaced, place);
        try {
            file.moveTo(place, replace);
        } catch (Errno errno) {
            if (errno.code() != Linux.EXDEV) {
                throw errno;
            }
            publishCopy(replaced);
        }
        finishing.published(place);
    }

    /** For directories that look like the same file system and are not: project quotas, subvolumes. */
    private void publishCopy(@Nullable FileStatus replaced) throws Errno {
        try (TemporaryFile copy = file.copiedBeside(place)) {
            try {
                finishing.prepare(copy, change, replaced, place);
                copy.moveTo(place, replace);
            } catch (Errno errno) {
                copy.drop();
                throw errno;
            }
        }
        file.drop();
    }

    private GatewayException explained(Errno errno) {
        return switch (errno.code()) {
            case Linux.ENOENT ->
                LocalFailures.of(path, Failure.NOT_FOUND, "the directory was deleted while the file was uploaded");
            default -> LocalFailures.of(path, errno);
        };
    }

    @Override
    public void discard() {
        if (state == State.WRITING) {
            state = State.OVER;
            drop();
            release();
        }
    }

    @Override
    public void close() {
        if (state == State.WRITING) {
            state = State.OVER;
            if (isWorthKeeping()) {
                keep();
            } else {
                drop();
            }
            release();
        }
    }

    private boolean isWorthKeeping() {
        try {
            return file.isPartial() && prefix.end() > 0 && place.statusOrNull(finishing.calls()) == null;
        } catch (Errno errno) {
            LOG.warn("{}: keeping what arrived, not knowing whether there is a file", LocalFailures.shown(path), errno);
            return true;
        }
    }

    private void keep() {
        try {
            file.keep(prefix.end());
            if (prepared) {
                file.touch(); // it has the time that the client wanted, and its time to live begins now
            }
        } catch (Errno errno) {
            LOG.warn("{}: what arrived cannot be kept to be resumed", LocalFailures.shown(path), errno);
            drop();
        }
    }

    private void drop() {
        try {
            file.drop();
        } catch (Errno errno) {
            LOG.warn("{}: a temporary file stays behind until the next cleaning", LocalFailures.shown(path), errno);
        }
    }

    private void release() {
        file.close();
        place.close();
    }

    private void requireWriting() {
        if (state != State.WRITING) {
            throw new IllegalStateException("the upload is over: " + state);
        }
    }
}
