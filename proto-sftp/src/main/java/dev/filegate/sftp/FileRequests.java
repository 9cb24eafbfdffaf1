package dev.filegate.sftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.sftp.wire.OpenFlag;
import dev.filegate.sftp.wire.SftpAttributes;
import dev.filegate.sftp.wire.SftpRequest;
import dev.filegate.sftp.wire.SftpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Requests about what is open: OPEN, OPENDIR and everything that names a handle. Confined to one channel. */
final class FileRequests {
    /** Bytes answered to one READ, and announced by limits: what fits into OpenSSH's longest packet with room to spare. */
    static final int MAX_READ = 261_120;

    private static final int COPY_BUFFER = 256 * 1024;
    private static final int REORDER_ROOM = 4 * 1024 * 1024;

    private final Storage storage;
    private final OpenHandles handles;
    private final AttributeMapping mapping;
    private final ReorderWindow.Room room = new ReorderWindow.Room(REORDER_ROOM);

    FileRequests(Storage storage, OpenHandles handles, AttributeMapping mapping) {
        this.storage = storage;
        this.handles = handles;
        this.mapping = mapping;
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
            handle = openReading(path);
        } else {
            throw new GatewayException(Failure.UNSUPPORTED, path + ": opened for neither reading nor writing");
        }
        return new SftpResponse.Handle(request.id(), handles.add(handle));
    }

    private OpenHandle openReading(VirtualPath path) {
        ReadableFile file = storage.openForRead(path);
        return new OpenHandle.Reading(
                path, storage.capabilities(path).contains(Capability.LOCAL_SPEED) ? file : new ReadAhead(file));
    }

    private Upload openUpload(VirtualPath path, Set<OpenFlag> flags, SftpAttributes attributes) {
        Upload.Target target = new Upload.Target(storage, path, room, flags.contains(OpenFlag.READ));
        Optional<FileInfo> there = stat(path);
        boolean creates = flags.contains(OpenFlag.CREAT);
        if (creates && flags.contains(OpenFlag.EXCL)) {
            return created(target, new WriteMode.CreateNew(), attributes);
        }
        if (there.isEmpty() && !creates) {
            throw new GatewayException(Failure.NOT_FOUND, path + ": no such file");
        }
        Optional<FileInfo> committed = there.filter(file -> !file.partial());
        if (flags.contains(OpenFlag.APPEND)) {
            return Upload.open(target, Upload.Opening.APPEND, new WriteMode.Append(), 0);
        }
        if (flags.contains(OpenFlag.TRUNC) || there.isEmpty()) {
            return committed.isEmpty()
                    ? created(target, new WriteMode.Replace(), attributes)
                    : Upload.open(target, Upload.Opening.REPLACE, new WriteMode.Replace(), 0);
        }
        return goOn(target, there.get());
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

    SftpResponse close(SftpRequest.Close request) {
        OpenHandle handle = handles.remove(request.handle());
        switch (handle) {
            case Upload upload -> upload.finish();
            case OpenHandle.Reading reading -> reading.drop();
            case Listing listing -> listing.drop();
        }
        return SftpStatus.ok(request.id());
    }

    SftpResponse read(SftpRequest.Read request) {
        int length = (int) Math.min(request.length(), MAX_READ);
        return switch (handles.get(request.handle())) {
            case OpenHandle.Reading(VirtualPath _, ReadableFile file) ->
                new SftpResponse.Data(
                        request.id(), file::read, request.offset(), expected(file.size(), request.offset(), length));
            case Upload upload -> new SftpResponse.Data(request.id(), upload::read, request.offset(), length);
            case Listing listing -> throw notAFile(listing);
        };
    }

    /** Not more than the file had when it was opened, so that the last piece takes no more room than it needs. */
    private static int expected(long size, long offset, int length) {
        return offset < size ? (int) Math.min(length, size - offset) : length;
    }

    SftpResponse write(SftpRequest.Write request) {
        if (!(handles.get(request.handle()) instanceof Upload upload)) {
            throw new GatewayException(Failure.PERMISSION_DENIED, "the handle was not opened for writing");
        }
        upload.write(request.data(), request.offset());
        return SftpStatus.ok(request.id());
    }

    SftpResponse fstat(SftpRequest.Fstat request) {
        OpenHandle handle = handles.get(request.handle());
        return new SftpResponse.Attributes(
                request.id(),
                switch (handle) {
                    case Upload upload when upload.isPending() -> mapping.of(upload.pendingInfo());
                    case Upload upload -> sized(mapping.of(info(handle)), upload.size());
                    case OpenHandle.Reading reading ->
                        sized(mapping.of(info(handle)), reading.file().size());
                    case Listing _ -> mapping.of(info(handle));
                });
    }

    /** What stands at the handle's path; that the path is gone meanwhile is no reason to fail. */
    private FileInfo info(OpenHandle handle) {
        return stat(handle.path()).orElseGet(() -> FileInfo.file(handle.path().name(), 0, Instant.now()));
    }

    private static SftpAttributes sized(SftpAttributes attributes, long size) {
        return new SftpAttributes(
                attributes.parts(),
                size,
                attributes.uid(),
                attributes.gid(),
                attributes.permissions(),
                attributes.accessed(),
                attributes.modified());
    }

    SftpResponse fsetstat(SftpRequest.Fsetstat request) {
        AttributeChange change = mapping.changeOf(request.attributes());
        switch (handles.get(request.handle())) {
            case Upload upload -> upload.setAttributes(change);
            case OpenHandle handle -> storage.setAttributes(handle.path(), change);
        }
        return SftpStatus.ok(request.id());
    }

    SftpResponse opendir(SftpRequest.Opendir request) {
        handles.requireRoom();
        VirtualPath path = VirtualPath.parse(request.path());
        DirectoryCursor cursor = storage.list(path);
        Listing listing = new Listing(path, cursor, mapping);
        try {
            listing.add(storage.stat(path, Links.FOLLOW).named("."));
            listing.add(storage.stat(path.parent(), Links.FOLLOW).named(".."));
        } catch (RuntimeException e) {
            cursor.close();
            throw e;
        }
        return new SftpResponse.Handle(request.id(), handles.add(listing));
    }

    SftpResponse readdir(SftpRequest.Readdir request) {
        if (!(handles.get(request.handle()) instanceof Listing listing)) {
            throw new GatewayException(Failure.NOT_A_DIRECTORY, "the handle is not of a directory");
        }
        var entries = listing.next();
        return entries.isEmpty()
                ? SftpStatus.eof(request.id(), "end of directory")
                : new SftpResponse.Names(request.id(), entries);
    }

    /** What was written so far is made durable, which is to say published: an upload that is not committed survives no crash. */
    SftpResponse fsync(SftpRequest.Fsync request) {
        switch (handles.get(request.handle())) {
            case Upload upload -> upload.publish();
            case OpenHandle.Reading _ -> {}
            case Listing listing -> throw notAFile(listing);
        }
        return SftpStatus.ok(request.id());
    }

    SftpResponse copyData(SftpRequest.CopyData request) {
        if (!(handles.get(request.source()) instanceof OpenHandle.Reading source)
                || !(handles.get(request.target()) instanceof Upload target)) {
            throw new GatewayException(
                    Failure.PERMISSION_DENIED, "copy-data needs a handle open for reading and one open for writing");
        }
        long left = request.length() == 0 ? Long.MAX_VALUE : request.length();
        ByteBuffer buffer = ByteBuffer.allocate(COPY_BUFFER);
        long done = 0;
        while (left > done) {
            buffer.clear().limit((int) Math.min(COPY_BUFFER, left - done));
            int count = source.file().read(buffer, request.sourceOffset() + done);
            if (count <= 0) {
                break;
            }
            target.write(buffer.flip(), request.targetOffset() + done);
            done += count;
        }
        if (done < left && request.length() != 0) {
            throw new GatewayException(
                    Failure.UNSUPPORTED, "the file ends " + (left - done) + " bytes before the range");
        }
        return SftpStatus.ok(request.id());
    }

    private static GatewayException notAFile(OpenHandle handle) {
        return new GatewayException(Failure.IS_A_DIRECTORY, handle.path() + ": is a directory");
    }
}
