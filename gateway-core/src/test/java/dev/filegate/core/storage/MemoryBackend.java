package dev.filegate.core.storage;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A whole storage in memory, for tests: every rule of the contract, no disk. One lock guards all of it. Capabilities may be taken
 * away, to see what a protocol does with a storage that has fewer; time goes on by one second with each look at the clock, or is given.
 */
public final class MemoryBackend implements StorageBackend {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final Set<Capability> capabilities;
    private final InstantSource time;
    private final AtomicLong nodes = new AtomicLong();
    private final Map<PartialKey, Partial> partials = new HashMap<>();
    private final MemoryNode.Directory root;

    /** Whose interrupted upload, to which path of the backend. */
    record PartialKey(String owner, VirtualPath path) {}

    /** An upload to a path without a committed file: running when {@code writer} is set, else interrupted. */
    static final class Partial {
        byte[] content = new byte[0];
        Instant modified;

        @Nullable
        MemoryUpload writer;

        Partial(Instant modified) {
            this.modified = modified;
        }
    }

    /** With all capabilities and a clock that goes on by one second whenever it is read. */
    public MemoryBackend() {
        this(EnumSet.allOf(Capability.class), ticking());
    }

    public MemoryBackend(Set<Capability> capabilities, InstantSource time) {
        this.capabilities = Set.copyOf(capabilities);
        this.time = time;
        this.root = new MemoryNode.Directory(newAttributes(0755));
    }

    /** A clock that goes on by one second whenever it is read. */
    public static InstantSource ticking() {
        AtomicLong seconds = new AtomicLong();
        return () -> BEGINNING.plus(Duration.ofSeconds(seconds.getAndIncrement()));
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public synchronized MemoryStorage tree(VirtualPath base, String owner) {
        MemoryNode.Directory directory = root;
        for (String name : base.names()) {
            MemoryNode next =
                    directory.entries().computeIfAbsent(name, _ -> new MemoryNode.Directory(newAttributes(0755)));
            if (!(next instanceof MemoryNode.Directory below)) {
                throw new GatewayException(Failure.NOT_A_DIRECTORY, base + " is not a directory");
            }
            directory = below;
        }
        return new MemoryStorage(this, directory, base, owner);
    }

    @Override
    public void check() {
        // Memory is always there.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    Set<Capability> capabilities() {
        return capabilities;
    }

    void require(Capability capability) {
        if (!capabilities.contains(capability)) {
            throw new GatewayException(Failure.UNSUPPORTED, "this storage cannot do that: " + capability);
        }
    }

    Instant now() {
        return time.instant();
    }

    MemoryNode.Attributes newAttributes(int mode) {
        return new MemoryNode.Attributes(nodes.incrementAndGet(), now(), mode);
    }

    @Nullable
    Partial partial(PartialKey key) {
        return partials.get(key);
    }

    Partial beginPartial(PartialKey key) {
        Partial partial = new Partial(now());
        partials.put(key, partial);
        return partial;
    }

    void dropPartial(PartialKey key) {
        partials.remove(key);
    }

    /** Forgets an interrupted upload that a committed file has taken the place of; a running one looks after itself. */
    void dropInterrupted(PartialKey key) {
        Partial partial = partials.get(key);
        if (partial != null && partial.writer == null) {
            partials.remove(key);
        }
    }
}
