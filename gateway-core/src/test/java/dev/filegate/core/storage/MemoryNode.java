package dev.filegate.core.storage;

import dev.filegate.core.path.NameCodec;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** One thing in a {@link MemoryBackend}: a directory, a file or a link. Guarded by the backend's lock. */
sealed interface MemoryNode {
    Attributes attributes();

    /** What is known about every kind of node. */
    final class Attributes {
        final long id;
        final Instant created;
        Instant modified;
        int mode;
        String owner = "filegate";
        String group = "filegate";
        int links = 1;

        Attributes(long id, Instant now, int mode) {
            this.id = id;
            this.created = now;
            this.modified = now;
            this.mode = mode;
        }

        /** Takes over what the capabilities say and ignores the rest. */
        void apply(AttributeChange change, Set<Capability> capabilities) {
            if (change.hasMode() && capabilities.contains(Capability.MODES)) {
                mode = change.mode();
            }
            if (change.hasModified() && capabilities.contains(Capability.TIMES)) {
                modified = change.modified();
            }
            if (change.hasOwner() && capabilities.contains(Capability.OWNERS)) {
                owner = Integer.toString(change.owner());
                group = Integer.toString(change.group());
            }
        }

        boolean isDeleted() {
            return links == 0;
        }
    }

    record Directory(Attributes attributes, NavigableMap<String, MemoryNode> entries) implements MemoryNode {
        Directory(Attributes attributes) {
            this(attributes, new TreeMap<>(NameCodec::compareByCodePoint));
        }
    }

    /** A committed file; a replaced path gets a new one, so that whoever reads the old one goes on reading it. */
    final class File implements MemoryNode {
        private final Attributes attributes;
        private volatile byte[] content;

        File(Attributes attributes, byte[] content) {
            this.attributes = attributes;
            this.content = content;
        }

        @Override
        public Attributes attributes() {
            return attributes;
        }

        byte[] content() {
            return content;
        }

        void replaceContent(byte[] changed, Instant now) {
            content = changed;
            attributes.modified = now;
        }
    }

    /** @param target relative to the directory of the link */
    record Link(Attributes attributes, String target) implements MemoryNode {}

    /** This node as a client sees it under {@code name}. */
    default FileInfo describe(String name) {
        Attributes a = attributes();
        return switch (this) {
            case Directory _ -> info(name, FileType.DIRECTORY, 0, a, "");
            case File file -> info(name, FileType.FILE, file.content().length, a, "");
            case Link link -> info(name, FileType.SYMBOLIC_LINK, link.target().length(), a, link.target());
        };
    }

    private static FileInfo info(String name, FileType type, long size, Attributes a, String target) {
        return new FileInfo(
                name,
                type,
                size,
                a.modified,
                a.created,
                a.mode,
                a.owner,
                a.group,
                Math.max(1, a.links),
                "m" + a.id,
                target,
                false);
    }
}
