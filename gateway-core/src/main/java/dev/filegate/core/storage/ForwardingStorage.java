package dev.filegate.core.storage;

import dev.filegate.core.path.VirtualPath;
import java.util.Set;

/** Hands everything on to another storage. Rules extend it and override what they have a say in. */
public abstract class ForwardingStorage implements Storage {
    private final Storage inner;

    protected ForwardingStorage(Storage inner) {
        this.inner = inner;
    }

    /** The storage behind this one; asked for anew by every operation. */
    protected Storage inner() {
        return inner;
    }

    @Override
    public Set<Capability> capabilities(VirtualPath path) {
        return inner().capabilities(path);
    }

    @Override
    public FileInfo stat(VirtualPath path, Links links) {
        return inner().stat(path, links);
    }

    @Override
    public DirectoryCursor list(VirtualPath directory) {
        return inner().list(directory);
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        return inner().openForRead(path);
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        return inner().openForWrite(path, mode);
    }

    @Override
    public void createDirectory(VirtualPath path) {
        inner().createDirectory(path);
    }

    @Override
    public void deleteFile(VirtualPath path) {
        inner().deleteFile(path);
    }

    @Override
    public void deleteDirectory(VirtualPath path) {
        inner().deleteDirectory(path);
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        inner().rename(from, to, mode);
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        inner().setAttributes(path, change);
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        inner().copy(from, to);
    }

    @Override
    public String readLink(VirtualPath link) {
        return inner().readLink(link);
    }

    @Override
    public void createSymbolicLink(VirtualPath link, String target) {
        inner().createSymbolicLink(link, target);
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        inner().createHardLink(link, existing);
    }

    @Override
    public SpaceInfo space(VirtualPath path) {
        return inner().space(path);
    }
}
