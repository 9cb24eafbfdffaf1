package dev.filegate.core.storage;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.MemoryBackend.Partial;
import dev.filegate.core.storage.MemoryBackend.PartialKey;
import dev.filegate.core.storage.MemoryWalk.Place;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tree of a {@link MemoryBackend} as one owner sees it. */
public final class MemoryStorage implements Storage {
    private final MemoryBackend backend;
    private final MemoryNode.Directory top;
    private final VirtualPath base;
    private final String owner;

    MemoryStorage(MemoryBackend backend, MemoryNode.Directory top, VirtualPath base, String owner) {
        this.backend = backend;
        this.top = top;
        this.base = base;
        this.owner = owner;
    }

    /** A tree of its own, empty and with every capability, as the account {@code tester} sees it. */
    public static MemoryStorage empty() {
        return new MemoryBackend().tree(VirtualPath.ROOT, "tester");
    }

    @Override
    public Set<Capability> capabilities(VirtualPath path) {
        return backend.capabilities();
    }

    @Override
    public FileInfo stat(VirtualPath path, Links links) {
        synchronized (backend) {
            Place kept = locate(path, Links.KEEP);
            if (kept.node() == null) {
                return statPartial(path);
            }
            if (links == Links.FOLLOW && kept.node() instanceof MemoryNode.Link) {
                MemoryNode target = followed(path);
                return (target == null ? kept.node() : target).describe(path.name());
            }
            return kept.node().describe(path.name());
        }
    }

    private @Nullable MemoryNode followed(VirtualPath path) {
        try {
            return locate(path, Links.FOLLOW).node();
        } catch (GatewayException _) {
            return null; // leads out of the tree, dangles or goes in circles
        }
    }

    private FileInfo statPartial(VirtualPath path) {
        Partial partial = backend.partial(key(path));
        if (partial == null) {
            throw notFound(path);
        }
        long size = partial.writer == null ? partial.content.length : partial.writer.position();
        FileInfo plain = FileInfo.file(path.name(), size, partial.modified);
        return new FileInfo(
                plain.name(),
                plain.type(),
                plain.size(),
                plain.modified(),
                plain.created(),
                plain.mode(),
                plain.owner(),
                plain.group(),
                1,
                "",
                "",
                true);
    }

    @Override
    public DirectoryCursor list(VirtualPath directory) {
        synchronized (backend) {
            List<FileInfo> entries = new ArrayList<>();
            directoryAt(directory).entries().forEach((name, node) -> entries.add(node.describe(name)));
            return new MemoryCursor(entries.iterator());
        }
    }

    private MemoryNode.Directory directoryAt(VirtualPath path) {
        return switch (locate(path, Links.FOLLOW).node()) {
            case MemoryNode.Directory directory -> directory;
            case null -> throw notFound(path);
            case MemoryNode.File _, MemoryNode.Link _ ->
                throw new GatewayException(Failure.NOT_A_DIRECTORY, path + ": not a directory");
        };
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        synchronized (backend) {
            return new MemoryReader(fileAt(path));
        }
    }

    private MemoryNode.File fileAt(VirtualPath path) {
        return switch (locate(path, Links.FOLLOW).node()) {
            case MemoryNode.File file -> file;
            case null -> throw notFound(path);
            case MemoryNode.Directory _, MemoryNode.Link _ -> throw isDirectory(path);
        };
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        synchronized (backend) {
            Place place = locate(path, mode instanceof WriteMode.CreateNew ? Links.KEEP : Links.FOLLOW);
            if (mode instanceof WriteMode.CreateNew && place.node() != null) {
                throw alreadyExists(path);
            }
            if (mode instanceof WriteMode.InPlace) {
                backend.require(Capability.IN_PLACE_WRITES);
                return new MemoryInPlace(backend, fileAt(path));
            }
            return switch (place.node()) {
                case null -> openNew(path, place, mode);
                case MemoryNode.File file ->
                    new MemoryUpload(backend, key(path), place, mode, null, head(path, file.content(), mode));
                case MemoryNode.Directory _, MemoryNode.Link _ -> throw isDirectory(path);
            };
        }
    }

    private MemoryUpload openNew(VirtualPath path, Place place, WriteMode mode) {
        Partial partial = backend.partial(key(path));
        boolean resumes = mode instanceof WriteMode.Append || (mode instanceof WriteMode.ResumeAt(long at) && at > 0);
        if (partial != null && partial.writer != null) {
            if (resumes) {
                throw new GatewayException(
                        Failure.BUSY, path + ": the upload to be continued is still being written by another session");
            }
            return new MemoryUpload(backend, key(path), place, mode, null, new byte[0]);
        }
        byte[] head = head(path, partial == null ? new byte[0] : partial.content, mode);
        return new MemoryUpload(backend, key(path), place, mode, backend.beginPartial(key(path)), head);
    }

    private static byte[] head(VirtualPath path, byte[] content, WriteMode mode) {
        return switch (mode) {
            case WriteMode.Append _ -> content;
            case WriteMode.ResumeAt(long offset) -> {
                if (offset > content.length) {
                    throw new GatewayException(
                            Failure.UNSUPPORTED,
                            path + ": only " + content.length + " bytes are there to resume after");
                }
                yield Arrays.copyOf(content, (int) offset);
            }
            case WriteMode.CreateNew _, WriteMode.Replace _, WriteMode.InPlace _ -> new byte[0];
        };
    }

    @Override
    public void createDirectory(VirtualPath path) {
        synchronized (backend) {
            Place place = freePlace(path);
            place.directory().entries().put(place.name(), new MemoryNode.Directory(backend.newAttributes(0755)));
        }
    }

    private Place freePlace(VirtualPath path) {
        Place place = locate(path, Links.KEEP);
        if (place.node() != null) {
            throw alreadyExists(path);
        }
        return place;
    }

    @Override
    public void deleteFile(VirtualPath path) {
        synchronized (backend) {
            Place place = locate(path, Links.KEEP);
            switch (place.node()) {
                case null -> deletePartial(path);
                case MemoryNode.Directory _ -> throw isDirectory(path);
                case MemoryNode.File _, MemoryNode.Link _ -> {
                    unlink(place);
                    backend.dropInterrupted(key(path));
                }
            }
        }
    }

    private void deletePartial(VirtualPath path) {
        Partial partial = backend.partial(key(path));
        if (partial == null) {
            throw notFound(path);
        }
        if (partial.writer != null) {
            throw new GatewayException(Failure.BUSY, path + ": it is being uploaded");
        }
        backend.dropPartial(key(path));
    }

    @Override
    public void deleteDirectory(VirtualPath path) {
        synchronized (backend) {
            if (path.isRoot()) {
                throw theRoot();
            }
            Place place = locate(path, Links.KEEP);
            switch (place.node()) {
                case null -> throw notFound(path);
                case MemoryNode.Directory directory -> {
                    if (!directory.entries().isEmpty()) {
                        throw new GatewayException(Failure.NOT_EMPTY, path + ": the directory is not empty");
                    }
                    unlink(place);
                }
                case MemoryNode.File _, MemoryNode.Link _ ->
                    throw new GatewayException(Failure.NOT_A_DIRECTORY, path + ": not a directory");
            }
        }
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        synchronized (backend) {
            if (from.isRoot() || to.isRoot()) {
                throw theRoot();
            }
            Place source = locate(from, Links.KEEP);
            if (source.node() == null) {
                throw notFound(from);
            }
            Place target = locate(to, Links.KEEP);
            if (target.node() != null && mode == RenameMode.NO_REPLACE) {
                throw alreadyExists(to);
            }
            if (source.node() == target.node()) {
                return;
            }
            MemoryRename.check(source.node(), target, to);
            if (target.node() != null) {
                unlink(target);
            }
            source.directory().entries().remove(source.name());
            target.directory().entries().put(target.name(), source.node());
            backend.dropInterrupted(key(to));
        }
    }

    private static void unlink(Place place) {
        MemoryNode gone = place.directory().entries().remove(place.name());
        if (gone != null) {
            gone.attributes().links--;
        }
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        synchronized (backend) {
            if (change.hasSize()) {
                backend.require(Capability.IN_PLACE_WRITES);
                MemoryNode.File file = fileAt(path);
                file.replaceContent(Arrays.copyOf(file.content(), (int) change.size()), backend.now());
            }
            MemoryNode node =
                    locate(path, change.isOfLink() ? Links.KEEP : Links.FOLLOW).node();
            if (node == null) {
                throw notFound(path);
            }
            node.attributes().apply(change, backend.capabilities());
        }
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        synchronized (backend) {
            MemoryNode.File source = fileAt(from);
            try (MemoryUpload upload = (MemoryUpload) openForWrite(to, new WriteMode.Replace())) {
                upload.write(ByteBuffer.wrap(source.content()), 0);
                upload.setAttributes(AttributeChange.NONE.withMode(source.attributes().mode));
                upload.commit();
            }
        }
    }

    @Override
    public String readLink(VirtualPath link) {
        synchronized (backend) {
            backend.require(Capability.SYMBOLIC_LINKS);
            return switch (locate(link, Links.KEEP).node()) {
                case MemoryNode.Link found -> found.target();
                case null -> throw notFound(link);
                case MemoryNode.File _, MemoryNode.Directory _ ->
                    throw new GatewayException(Failure.INVALID_NAME, link + ": not a symbolic link");
            };
        }
    }

    @Override
    public void createSymbolicLink(VirtualPath link, String target) {
        synchronized (backend) {
            backend.require(Capability.SYMBOLIC_LINKS);
            Place place = freePlace(link);
            String relative = LinkTarget.relative(place.path(), target);
            MemoryNode made = new MemoryNode.Link(backend.newAttributes(0777), relative);
            place.directory().entries().put(place.name(), made);
        }
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        synchronized (backend) {
            backend.require(Capability.HARD_LINKS);
            MemoryNode.File file = fileAt(existing);
            Place place = freePlace(link);
            file.attributes().links++;
            place.directory().entries().put(place.name(), file);
        }
    }

    @Override
    public SpaceInfo space(VirtualPath path) {
        synchronized (backend) {
            backend.require(Capability.SPACE);
            if (locate(path, Links.FOLLOW).node() == null) {
                throw notFound(path);
            }
            return new SpaceInfo(1 << 30, 1 << 29, 1 << 29, 1 << 20, 1 << 19, 4096);
        }
    }

    private Place locate(VirtualPath path, Links lastName) {
        return MemoryWalk.locate(top, path, lastName);
    }

    private PartialKey key(VirtualPath path) {
        return new PartialKey(owner, path.under(base));
    }

    private static GatewayException notFound(VirtualPath path) {
        return new GatewayException(Failure.NOT_FOUND, path + ": no such file or directory");
    }

    private static GatewayException isDirectory(VirtualPath path) {
        return new GatewayException(Failure.IS_A_DIRECTORY, path + ": is a directory");
    }

    private static GatewayException alreadyExists(VirtualPath path) {
        return new GatewayException(Failure.ALREADY_EXISTS, path + ": exists already");
    }

    private static GatewayException theRoot() {
        return new GatewayException(Failure.PERMISSION_DENIED, "the root of the tree stays where it is");
    }
}
