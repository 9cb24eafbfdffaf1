package dev.filegate.sftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.sftp.wire.OpenFlag;
import dev.filegate.sftp.wire.SftpAttributes;
import dev.filegate.sftp.wire.SftpRequest;
import dev.filegate.sftp.wire.SftpResponse;
import java.util.Optional;
import java.util.Set;

/** OPEN: what its flags mean, which is what those of open(2) do. Confined to one channel. */
final class OpenRequests {
    private static final int REORDER_ROOM = 4 * 1024 * 1024;

    private final Storage storage;
    private final OpenHandles handles;
    private final ReorderWindow.Room room = new ReorderWindow.Room(REORDER_ROOM);

    OpenRequests(Storage storage, OpenHandles handles) {
        this.storage = storage;
        this.handles = handles;
    }

    SftpResponse open(SftpRequest.Open request) {
        handles.requireRoom();
        VirtualPath path = VirtualPath.parse(request.path());
        publishFresh(path);
        Set<OpenFlag> flags = request.flags();
        OpenHandle handle;
        if (flags.contains(OpenFlag.WRITE) || flags.contains(OpenFlag.APPEND)) {
            handle = openUpload(path, flags, request.attributes());
        } else if (flags.contains(OpenFlag.READ)) {
            makeFirst(path, flags, request.attributes());
            handle = openReading(path);
        } else {
            throw new GatewayException(Failure.UNSUPPORTED, path + ": opened for neither reading nor writing");
        }
        return new SftpResponse.Handle(request.id(), handles.add(handle));
    }

    /** Who only reads may still ask that the file be there, be new, or be empty, as with open(2). */
    private void makeFirst(VirtualPath path, Set<OpenFlag> flags, SftpAttributes attributes) {
        boolean asked = flags.contains(OpenFlag.TRUNC)
                || (flags.contains(OpenFlag.CREAT)
                        && (flags.contains(OpenFlag.EXCL) || stat(path).isEmpty()));
        if (asked) {
            openUpload(path, flags, attributes).finish();
        }
    }

    private OpenHandle openReading(VirtualPath path) {
        ReadableFile file = storage.openForRead(path);
        return new OpenHandle.Reading(
                path, storage.capabilities(path).contains(Capability.LOCAL_SPEED) ? file : new ReadAhead(file));
    }

    private Upload openUpload(VirtualPath path, Set<OpenFlag> flags, SftpAttributes attributes) {
        Upload.Target target =
                new Upload.Target(storage, path, room, flags.contains(OpenFlag.READ), flags.contains(OpenFlag.APPEND));
        boolean creates = flags.contains(OpenFlag.CREAT);
        boolean truncates = flags.contains(OpenFlag.TRUNC);
        if (creates && flags.contains(OpenFlag.EXCL)) {
            return created(target, new WriteMode.CreateNew(), attributes);
        }
        Optional<FileInfo> named = stat(path);
        Optional<FileInfo> there = named.filter(file -> !file.isLink()); // links to nothing are made files
        if (named.isEmpty() && !creates) {
            throw new GatewayException(Failure.NOT_FOUND, path + ": no such file");
        }
        if (truncates || there.isEmpty()) {
            boolean replaces = there.filter(file -> !file.partial()).isPresent();
            return there.isEmpty() && !creates
                    ? goOn(target, named.get())
                    : replaces
                            ? Upload.open(target, Upload.Opening.REPLACE, new WriteMode.Replace(), 0)
                            : created(target, new WriteMode.Replace(), attributes);
        }
        return target.append()
                ? Upload.open(target, Upload.Opening.APPEND, new WriteMode.Append(), 0)
                : goOn(target, there.get());
    }

    /** In place where the storage can; otherwise the first write tells where. */
    private Upload goOn(Upload.Target target, FileInfo there) {
        if (there.partial() || !storage.capabilities(target.path()).contains(Capability.IN_PLACE_WRITES)) {
            if (there.isDirectory()) {
                throw new GatewayException(Failure.IS_A_DIRECTORY, target.path() + ": is a directory");
            }
            return Upload.deferred(target, there.size());
        }
        return Upload.open(target, Upload.Opening.IN_PLACE, new WriteMode.InPlace(), there.size());
    }

    private Upload created(Upload.Target target, WriteMode mode, SftpAttributes attributes) {
        Upload upload = Upload.open(target, Upload.Opening.CREATE, mode, 0);
        if (attributes.has(SftpAttributes.PERMISSIONS)
                && storage.capabilities(target.path()).contains(Capability.MODES)) {
            try {
                upload.setAttributes(AttributeChange.NONE.withMode(AttributeMapping.creationMode(attributes)));
            } catch (GatewayException e) {
                if (e.failure() != Failure.PERMISSION_DENIED) {
                    upload.drop();
                    throw e;
                }
                // Every client sends a mode with OPEN; who may not set modes may still upload.
            }
        }
        return upload;
    }

    private Optional<FileInfo> stat(VirtualPath path) {
        try {
            return Optional.of(storage.stat(path, Links.FOLLOW));
        } catch (GatewayException e) {
            if (e.failure() == Failure.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A mounted file system may open a new file again before the CLOSE of the first handle has come. */
    private void publishFresh(VirtualPath path) {
        handles.pendingUpload(path)
                .filter(Upload::isFresh)
                .filter(_ -> storage.capabilities(path).contains(Capability.IN_PLACE_WRITES))
                .ifPresent(Upload::publish);
    }
}
