package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.ForwardingCursor;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;

/**
 * A drop-box for visitors without a name: what they upload is stored with mode 0600, and to them a file that is not readable for the
 * world is not there. An operator who wants a file to be seen makes it readable. Of uploads a visitor sees only an own one that is not
 * finished. Nothing that stands at a path is ever replaced, continued or changed.
 */
public final class DropBoxStorage extends ForwardingStorage {
    private static final int PRIVATE = 0600;
    private static final int WORLD_READABLE = 04;

    public DropBoxStorage(Storage inner) {
        super(inner);
    }

    @Override
    public FileInfo stat(VirtualPath path, Links links) {
        FileInfo found = inner().stat(path, links);
        if (hidden(found)) {
            throw missing(path);
        }
        return found;
    }

    @Override
    public DirectoryCursor list(VirtualPath directory) {
        return new Shown(inner().list(directory));
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        stat(path, Links.FOLLOW);
        return inner().openForRead(path);
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        if (!inner().capabilities(path).contains(Capability.MODES)) {
            throw new GatewayException(
                    Failure.UNSUPPORTED,
                    shown(path) + ": this storage cannot keep uploads private, so it takes none",
                    Rule.DROP_BOX);
        }
        WritableFile file = switch (mode) {
            case WriteMode.CreateNew _, WriteMode.Replace _ -> create(path);
            case WriteMode.Append _, WriteMode.ResumeAt _ -> goOn(path, mode);
            case WriteMode.InPlace _ -> throw taken(path);
        };
        Dropped dropped = new Dropped(file);
        dropped.setAttributes(AttributeChange.NONE);
        return dropped;
    }

    private WritableFile create(VirtualPath path) {
        return inner().openForWrite(path, new WriteMode.CreateNew());
    }

    /** Only an interrupted upload can be continued; without one this is the beginning of a new file. */
    private WritableFile goOn(VirtualPath path, WriteMode mode) {
        boolean interrupted =
                Looks.at(inner(), path, Links.FOLLOW).filter(FileInfo::partial).isPresent();
        if (interrupted) {
            return new NewFileOnly(inner().openForWrite(path, mode), inner(), path, () -> taken(path));
        }
        if (mode instanceof WriteMode.ResumeAt(long offset) && offset > 0) {
            throw new GatewayException(
                    Failure.UNSUPPORTED, shown(path) + ": there is no upload of yours to resume", Rule.DROP_BOX);
        }
        return create(path);
    }

    @Override
    public void deleteFile(VirtualPath path) {
        stat(path, Links.KEEP);
        inner().deleteFile(path);
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        stat(from, Links.KEEP);
        inner().rename(from, to, RenameMode.NO_REPLACE);
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        stat(path, Links.FOLLOW);
        inner().setAttributes(path, change);
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        stat(from, Links.FOLLOW);
        if (Looks.committed(inner(), to).isPresent()) {
            throw taken(to);
        }
        inner().copy(from, to);
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        stat(existing, Links.FOLLOW);
        inner().createHardLink(link, existing);
    }

    private static boolean hidden(FileInfo found) {
        return !found.isDirectory() && !found.isLink() && !found.partial() && (found.mode() & WORLD_READABLE) == 0;
    }

    private static String shown(VirtualPath path) {
        return NameCodec.printable(path.toString());
    }

    private static GatewayException missing(VirtualPath path) {
        return new GatewayException(Failure.NOT_FOUND, shown(path) + ": no such file or directory", Rule.DROP_BOX);
    }

    private static GatewayException taken(VirtualPath path) {
        return new GatewayException(Failure.ALREADY_EXISTS, shown(path) + ": the name is taken", Rule.DROP_BOX);
    }

    /** What a visitor may see of a directory. */
    private static final class Shown extends ForwardingCursor {
        Shown(DirectoryCursor inner) {
            super(inner);
        }

        @Override
        public boolean advance() {
            while (inner().advance()) {
                if (!hidden(inner().entry())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** An upload that ends with mode 0600, whatever the client asks for. */
    private static final class Dropped extends ForwardingWritable {
        Dropped(WritableFile inner) {
            super(inner);
        }

        @Override
        public void setAttributes(AttributeChange change) {
            inner().setAttributes(change.withMode(PRIVATE));
        }
    }
}
