package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A backend's tree that is looked at but never changed: an operation that would change it fails as it would, as far as a look can tell, or
 * else does nothing. Rules are rehearsed over it. What only the attempt shows (a full disk, a name that the file system refuses, rights of the
 * host) is not seen.
 */
public final class RehearsedStorage extends ForwardingStorage {
    public RehearsedStorage(Storage inner) {
        super(inner);
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        Optional<FileInfo> there = Looks.committed(inner(), path);
        if (there.filter(FileInfo::isDirectory).isPresent()) {
            throw failure(Failure.IS_A_DIRECTORY, path, "is a directory");
        }
        long size = there.map(FileInfo::size).orElse(0L);
        long position = switch (mode) {
            case WriteMode.CreateNew _ -> {
                if (there.isPresent()) {
                    throw failure(Failure.ALREADY_EXISTS, path, "exists already");
                }
                yield 0;
            }
            case WriteMode.Replace _ -> 0;
            case WriteMode.Append _ -> size;
            case WriteMode.ResumeAt(long offset) -> offset;
            case WriteMode.InPlace _ -> {
                need(path);
                yield 0;
            }
        };
        needDirectoryAbove(path);
        return new Nothing(position);
    }

    @Override
    public void createDirectory(VirtualPath path) {
        refuseTaken(path);
        needDirectoryAbove(path);
    }

    @Override
    public void deleteFile(VirtualPath path) {
        if (need(path).isDirectory()) {
            throw failure(Failure.IS_A_DIRECTORY, path, "is a directory");
        }
    }

    @Override
    public void deleteDirectory(VirtualPath path) {
        if (path.isRoot()) {
            throw failure(Failure.PERMISSION_DENIED, path, "the root cannot be deleted");
        }
        if (!need(path).isDirectory()) {
            throw failure(Failure.NOT_A_DIRECTORY, path, "is not a directory");
        }
        try (DirectoryCursor entries = inner().list(path)) {
            if (entries.advance()) {
                throw failure(Failure.NOT_EMPTY, path, "is not empty");
            }
        }
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        boolean directory = need(from).isDirectory();
        if (directory && to.startsWith(from) && !to.equals(from)) {
            throw failure(Failure.INVALID_NAME, from, "a directory cannot be moved into itself");
        }
        Optional<FileInfo> replaced = Looks.at(inner(), to, Links.KEEP).filter(found -> !found.partial());
        if (replaced.isPresent()
                && (mode == RenameMode.NO_REPLACE || replaced.get().isDirectory() || directory)) {
            throw failure(Failure.ALREADY_EXISTS, to, "exists already");
        }
        needDirectoryAbove(to);
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        inner().stat(path, Links.FOLLOW);
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        if (inner().stat(from, Links.FOLLOW).isDirectory()) {
            throw failure(Failure.IS_A_DIRECTORY, from, "is a directory");
        }
        needDirectoryAbove(to);
    }

    @Override
    public void createSymbolicLink(VirtualPath link, String target) {
        needCapability(link, Capability.SYMBOLIC_LINKS);
        refuseTaken(link);
        needDirectoryAbove(link);
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        needCapability(link, Capability.HARD_LINKS);
        need(existing);
        refuseTaken(link);
        needDirectoryAbove(link);
    }

    private FileInfo need(VirtualPath path) {
        return inner().stat(path, Links.KEEP);
    }

    private void needCapability(VirtualPath path, Capability capability) {
        if (!inner().capabilities(path).contains(capability)) {
            throw failure(Failure.UNSUPPORTED, path, "this storage has no links of this kind");
        }
    }

    private void needDirectoryAbove(VirtualPath path) {
        if (!path.isRoot() && !inner().stat(path.parent(), Links.FOLLOW).isDirectory()) {
            throw failure(Failure.NOT_A_DIRECTORY, path.parent(), "is not a directory");
        }
    }

    private void refuseTaken(VirtualPath path) {
        if (Looks.at(inner(), path, Links.KEEP)
                .filter(found -> !found.partial())
                .isPresent()) {
            throw failure(Failure.ALREADY_EXISTS, path, "exists already");
        }
    }

    private static GatewayException failure(Failure failure, VirtualPath path, String words) {
        return new GatewayException(failure, NameCodec.printable(path.toString()) + ": " + words);
    }

    /** An upload that goes nowhere. */
    private record Nothing(long position) implements WritableFile {
        @Override
        public void write(ByteBuffer source, long at) {
            source.position(source.limit());
        }

        @Override
        public void setAttributes(AttributeChange change) {}

        @Override
        public void commit() {}

        @Override
        public void discard() {}

        @Override
        public void close() {}
    }
}
