package dev.filegate.sftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.sftp.wire.DataSource;
import dev.filegate.sftp.wire.SftpAttributes;
import dev.filegate.sftp.wire.SftpRequest;
import dev.filegate.sftp.wire.SftpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Requests about what is open: OPENDIR and everything that names a handle. Confined to one channel. */
final class FileRequests {
    /** Bytes answered to one READ, and announced by limits: what fits into OpenSSH's longest packet with room to spare. */
    static final int MAX_READ = 261_120;

    private static final int COPY_BUFFER = 256 * 1024;

    private final Storage storage;
    private final OpenHandles handles;
    private final AttributeMapping mapping;

    FileRequests(Storage storage, OpenHandles handles, AttributeMapping mapping) {
        this.storage = storage;
        this.handles = handles;
        this.mapping = mapping;
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
        if (request.offset() > Long.MAX_VALUE - length) {
            return SftpStatus.eof(request.id(), "no file is so long");
        }
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
        try {
            return storage.stat(handle.path(), Links.FOLLOW);
        } catch (GatewayException e) {
            if (e.failure() == Failure.NOT_FOUND) {
                return FileInfo.file(handle.path().name(), 0, Instant.now());
            }
            throw e;
        }
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
            case OpenHandle handle
            when change.hasSize() ->
                throw new GatewayException(
                        Failure.PERMISSION_DENIED, handle.path() + ": the handle was not opened for writing");
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

    /**
     * As OpenSSH's PROTOCOL, section 4.10, has it: a file that ends before the range answers EOF, with what it had copied. What the copy
     * itself makes a file longer by is not copied.
     */
    SftpResponse copyData(SftpRequest.CopyData request) {
        OpenHandle from = handles.get(request.source());
        if (!(handles.get(request.target()) instanceof Upload target)) {
            throw new GatewayException(Failure.PERMISSION_DENIED, "the handle to copy to was not opened for writing");
        }
        long available = Math.max(0, sizeOf(from) - request.sourceOffset());
        long wanted = request.length() == 0 ? available : Math.min(request.length(), available);
        boolean sameBytes = from == target || (from.path().equals(target.path()) && !target.isPending());
        if (sameBytes && Math.abs(request.targetOffset() - request.sourceOffset()) < wanted) {
            throw new GatewayException(Failure.INVALID_NAME, "a range cannot be copied onto itself");
        }
        long done = copy(from, request.sourceOffset(), wanted, target, request.targetOffset());
        return done < request.length()
                ? SftpStatus.eof(request.id(), "the file ends " + (request.length() - done) + " bytes before the range")
                : SftpStatus.ok(request.id());
    }

    private static long copy(OpenHandle from, long sourceOffset, long wanted, Upload target, long targetOffset) {
        DataSource source = sourceOf(from);
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(COPY_BUFFER, wanted));
        long done = 0;
        while (done < wanted) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), wanted - done));
            int count = source.read(buffer, sourceOffset + done);
            if (count <= 0) {
                break;
            }
            target.write(buffer.flip(), targetOffset + done);
            done += count;
        }
        return done;
    }

    private static long sizeOf(OpenHandle handle) {
        return switch (handle) {
            case OpenHandle.Reading reading -> reading.file().size();
            case Upload upload -> upload.size();
            case Listing listing -> throw notAFile(listing);
        };
    }

    private static DataSource sourceOf(OpenHandle handle) {
        return switch (handle) {
            case OpenHandle.Reading reading -> reading.file()::read;
            case Upload upload -> upload::read;
            case Listing listing -> throw notAFile(listing);
        };
    }

    private static GatewayException notAFile(OpenHandle handle) {
        return new GatewayException(Failure.IS_A_DIRECTORY, handle.path() + ": is a directory");
    }
}
