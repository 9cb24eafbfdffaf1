package dev.filegate.core.storage.rule;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.SpaceInfo;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.util.Set;

/**
 * The tree of a session whose account may be changed meanwhile: every operation goes to the tree that holds when it begins. Files that
 * are open stay under the rules they were opened with.
 */
public final class LiveStorage implements Storage {
    private volatile Storage current;

    public LiveStorage(Storage first) {
        this.current = first;
    }

    /** From here on operations go to another tree. */
    public void become(Storage next) {
        current = next;
    }

    @Override
    public Set<Capability> capabilities(VirtualPath path) {
        return current.capabilities(path);
    }

    @Override
    public FileInfo stat(VirtualPath path, Links links) {
        return current.stat(path, links);
    }

    @Override
    public DirectoryCursor list(VirtualPath directory) {
        return current.list(directory);
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        return current.openForRead(path);
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        return current.openForWrite(path, mode);
    }

    @Override
    public void createDirectory(VirtualPath path) {
        current.createDirectory(path);
    }

    @Override
    public void deleteFile(VirtualPath path) {
        current.deleteFile(path);
    }

    @Override
    public void deleteDirectory(VirtualPath path) {
        current.deleteDirectory(path);
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        current.rename(from, to, mode);
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        current.setAttributes(path, change);
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        current.copy(from, to);
    }

    @Override
    public String readLink(VirtualPath link) {
        return current.readLink(link);
    }

    @Override
    public void createSymbolicLink(VirtualPath link, String target) {
        current.createSymbolicLink(link, target);
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        current.createHardLink(link, existing);
    }

    @Override
    public SpaceInfo space(VirtualPath path) {
        return current.space(path);
    }
}
