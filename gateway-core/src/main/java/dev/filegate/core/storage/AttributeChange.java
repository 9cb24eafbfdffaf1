package dev.filegate.core.storage;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Attributes to set; what is not named stays as it is. Built with the {@code with} methods: {@code AttributeChange.NONE.withMode(0640)}.
 * A backend keeps what its capabilities say and ignores the rest: clients send these after every upload and must not fail for it.
 */
public final class AttributeChange {
    public static final AttributeChange NONE = new AttributeChange(-1, null, null, -1, -1, -1, false);

    private final int mode;
    private final @Nullable Instant modified;
    private final @Nullable Instant accessed;
    private final int owner;
    private final int group;
    private final long size;
    private final boolean link;

    private AttributeChange(
            int mode,
            @Nullable Instant modified,
            @Nullable Instant accessed,
            int owner,
            int group,
            long size,
            boolean link) {
        this.mode = mode;
        this.modified = modified;
        this.accessed = accessed;
        this.owner = owner;
        this.group = group;
        this.size = size;
        this.link = link;
    }

    /** The twelve lower POSIX mode bits; others are dropped. */
    public AttributeChange withMode(int newMode) {
        return new AttributeChange(newMode & 07777, modified, accessed, owner, group, size, link);
    }

    public AttributeChange withModified(Instant time) {
        return new AttributeChange(mode, time, accessed, owner, group, size, link);
    }

    public AttributeChange withAccessed(Instant time) {
        return new AttributeChange(mode, modified, time, owner, group, size, link);
    }

    /** Numeric owner and group. */
    public AttributeChange withOwner(int uid, int gid) {
        return new AttributeChange(mode, modified, accessed, uid, gid, size, link);
    }

    /** Truncates or extends with zeros; needs {@link Capability#IN_PLACE_WRITES}. */
    public AttributeChange withSize(long bytes) {
        return new AttributeChange(mode, modified, accessed, owner, group, bytes, link);
    }

    /** For a symbolic link in the last place of the path itself, and not for what it points to. Links have no modes and no sizes. */
    public AttributeChange ofLink() {
        return new AttributeChange(mode, modified, accessed, owner, group, size, true);
    }

    /** This change with a later one on top: what {@code later} names wins. */
    public AttributeChange and(AttributeChange later) {
        return new AttributeChange(
                later.hasMode() ? later.mode : mode,
                later.hasModified() ? later.modified : modified,
                later.hasAccessed() ? later.accessed : accessed,
                later.hasOwner() ? later.owner : owner,
                later.hasOwner() ? later.group : group,
                later.hasSize() ? later.size : size,
                link || later.link);
    }

    public boolean hasMode() {
        return mode >= 0;
    }

    public boolean hasModified() {
        return modified != null;
    }

    public boolean hasAccessed() {
        return accessed != null;
    }

    public boolean hasOwner() {
        return owner >= 0;
    }

    public boolean hasSize() {
        return size >= 0;
    }

    public boolean isOfLink() {
        return link;
    }

    public int mode() {
        return mode;
    }

    public Instant modified() {
        return Objects.requireNonNull(modified, "no modification time to set");
    }

    public Instant accessed() {
        return Objects.requireNonNull(accessed, "no access time to set");
    }

    public int owner() {
        return owner;
    }

    public int group() {
        return group;
    }

    public long size() {
        return size;
    }
}
