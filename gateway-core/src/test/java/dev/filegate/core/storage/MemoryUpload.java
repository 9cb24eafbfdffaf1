package dev.filegate.core.storage;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.storage.MemoryBackend.Partial;
import dev.filegate.core.storage.MemoryBackend.PartialKey;
import dev.filegate.core.storage.MemoryWalk.Place;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An upload: its bytes are its own until it is committed. */
final class MemoryUpload implements WritableFile {
    /** How far ahead a storage without random access takes bytes, as S3 does in a bounded window. */
    private static final int REORDERED = 1 << 20;

    private enum State {
        WRITING,
        COMMITTED,
        CLOSED
    }

    private final MemoryBackend backend;
    private final PartialKey key;
    private final Place place;
    private final WriteMode mode;
    private final @Nullable Partial partial;
    private final WrittenPrefix prefix;
    private AttributeChange change = AttributeChange.NONE;
    private byte[] content;
    private int size;
    private State state = State.WRITING;

    /** @param partial what the upload is seen as while it runs and is kept as when it breaks off; null when nothing is kept */
    MemoryUpload(
            MemoryBackend backend,
            PartialKey key,
            Place place,
            WriteMode mode,
            @Nullable Partial partial,
            byte[] head) {
        this.backend = backend;
        this.key = key;
        this.place = place;
        this.mode = mode;
        this.partial = partial;
        this.content = head.clone();
        this.size = head.length;
        this.prefix = new WrittenPrefix(head.length);
        if (partial != null) {
            partial.writer = this;
        }
    }

    @Override
    public long position() {
        return prefix.end();
    }

    @Override
    public void write(ByteBuffer source, long at) {
        synchronized (backend) {
            requireWriting();
            int end = (int) at + source.remaining();
            if (at > prefix.end() + REORDERED && !backend.capabilities().contains(Capability.IN_PLACE_WRITES)) {
                throw new GatewayException(
                        Failure.UNSUPPORTED, "this storage takes the bytes of a file in their order");
            }
            if (end > content.length) {
                content = Arrays.copyOf(content, Math.max(end, Math.max(64, content.length * 2)));
            }
            source.get(content, (int) at, source.remaining());
            size = Math.max(size, end);
            prefix.wrote(at, end);
        }
    }

    @Override
    public int read(ByteBuffer target, long from) {
        synchronized (backend) {
            backend.require(Capability.IN_PLACE_WRITES);
            if (from >= size) {
                return -1;
            }
            int count = Math.min(target.remaining(), size - (int) from);
            target.put(content, (int) from, count);
            return count;
        }
    }

    @Override
    public void setAttributes(AttributeChange attributes) {
        synchronized (backend) {
            requireWriting();
            if (attributes.hasSize()) {
                backend.require(Capability.IN_PLACE_WRITES);
                content = Arrays.copyOf(
                        Arrays.copyOf(content, Math.min(size, (int) attributes.size())), (int) attributes.size());
                size = content.length;
                prefix.resized(size);
            }
            change = change.and(attributes);
        }
    }

    @Override
    public void commit() {
        synchronized (backend) {
            requireWriting();
            MemoryNode there = place.directory().entries().get(place.name());
            if (place.directory().attributes().isDeleted()) {
                throw new GatewayException(Failure.NOT_FOUND, key.path().name() + ": the directory was deleted");
            }
            if (there instanceof MemoryNode.Directory) {
                throw new GatewayException(Failure.IS_A_DIRECTORY, key.path().name() + ": is a directory");
            }
            if (there != null && mode instanceof WriteMode.CreateNew) {
                throw new GatewayException(Failure.ALREADY_EXISTS, key.path().name() + ": exists already");
            }
            publish(there);
            if (partial != null) {
                backend.dropPartial(key);
            }
            backend.dropInterrupted(key);
            state = State.COMMITTED;
        }
    }

    private void publish(@Nullable MemoryNode replaced) {
        int fileMode = replaced == null ? 0644 : replaced.attributes().mode;
        MemoryNode.File file = new MemoryNode.File(backend.newAttributes(fileMode), Arrays.copyOf(content, size));
        file.attributes().apply(change, backend.capabilities());
        if (replaced != null) {
            replaced.attributes().links--;
        }
        place.directory().entries().put(place.name(), file);
    }

    @Override
    public void discard() {
        synchronized (backend) {
            if (state == State.WRITING) {
                state = State.CLOSED;
                if (partial != null) {
                    backend.dropPartial(key);
                }
            }
        }
    }

    @Override
    public void close() {
        synchronized (backend) {
            if (state == State.WRITING && partial != null) {
                abandon(partial);
            }
            state = State.CLOSED;
        }
    }

    private void abandon(Partial mine) {
        mine.writer = null;
        boolean somethingToResume = prefix.end() > 0;
        if (!somethingToResume || place.directory().entries().containsKey(place.name())) {
            backend.dropPartial(key);
            return;
        }
        mine.content = Arrays.copyOf(content, (int) prefix.end());
        mine.modified = backend.now();
    }

    private void requireWriting() {
        if (state != State.WRITING) {
            throw new IllegalStateException("the upload is over: " + state);
        }
    }
}
