package dev.filegate.sftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.Session;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.sftp.wire.Extension;
import dev.filegate.sftp.wire.PacketAssembler;
import dev.filegate.sftp.wire.SftpRequest;
import dev.filegate.sftp.wire.SftpResponse;
import dev.filegate.sftp.wire.StatusCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each request means. Blocks as long as the storage does. Confined to one channel. */
final class SftpDispatcher {
    private static final int VERSION = 3;

    private final Storage storage;
    private final Session session;
    private final OpenHandles handles;
    private final Owners users = new Owners();
    private final Owners groups = new Owners();
    private final OpenRequests opens;
    private final FileRequests files;
    private final PathRequests paths;
    private boolean greeted;

    /**
     * @param user the account's name
     * @param mostHandles files and directories open at the same time
     */
    SftpDispatcher(Storage storage, Session session, String user, int mostHandles) {
        this.storage = storage;
        this.session = session;
        this.handles = new OpenHandles(mostHandles);
        AttributeMapping mapping = new AttributeMapping(users, groups);
        this.opens = new OpenRequests(storage, handles);
        this.files = new FileRequests(storage, handles, mapping);
        this.paths = new PathRequests(storage, handles, mapping, user);
    }

    /** Lets go of everything that is open: uploads are abandoned. */
    void close() {
        handles.dropAll();
    }

    /** Whether a request may take so long that the connection should not wait for it. */
    static boolean isLong(SftpRequest request) {
        return request instanceof SftpRequest.CopyData
                || request instanceof SftpRequest.CheckFileHandle
                || request instanceof SftpRequest.CheckFileName;
    }

    /** The answer. Failures are answers too; only the unexpected is thrown. */
    SftpResponse dispatch(SftpRequest request) {
        try {
            if (greeted == request instanceof SftpRequest.Init) {
                return new SftpResponse.Status(
                        request.id(),
                        StatusCode.BAD_MESSAGE,
                        greeted ? "INIT was sent already" : "the first packet must be INIT");
            }
            return answer(request);
        } catch (GatewayException e) {
            return SftpStatus.of(request.id(), e);
        }
    }

    private SftpResponse answer(SftpRequest request) {
        return switch (request) {
            case SftpRequest.Init init -> greet(init);
            case SftpRequest.Open open -> {
                session.activity("open " + open.path());
                yield opens.open(open);
            }
            case SftpRequest.Close close -> files.close(close);
            case SftpRequest.Read read -> files.read(read);
            case SftpRequest.Write write -> files.write(write);
            case SftpRequest.Fstat fstat -> files.fstat(fstat);
            case SftpRequest.Fsetstat fsetstat -> files.fsetstat(fsetstat);
            case SftpRequest.Opendir opendir -> {
                session.activity("list " + opendir.path());
                yield files.opendir(opendir);
            }
            case SftpRequest.Readdir readdir -> files.readdir(readdir);
            case SftpRequest.Lstat(int id, String path) -> paths.stat(id, path, Links.KEEP);
            case SftpRequest.Stat(int id, String path) -> paths.stat(id, path, Links.FOLLOW);
            case SftpRequest.Setstat setstat -> paths.setstat(setstat);
            case SftpRequest.Remove remove -> paths.remove(remove);
            case SftpRequest.Mkdir mkdir -> paths.mkdir(mkdir);
            case SftpRequest.Rmdir rmdir -> paths.rmdir(rmdir);
            case SftpRequest.Realpath realpath -> paths.realpath(realpath);
            case SftpRequest.Rename(int id, String from, String to) ->
                paths.rename(id, from, to, RenameMode.NO_REPLACE);
            case SftpRequest.Readlink readlink -> paths.readlink(readlink);
            case SftpRequest.Symlink symlink -> paths.symlink(symlink);
            case SftpRequest.PosixRename(int id, String from, String to) ->
                paths.rename(id, from, to, RenameMode.REPLACE);
            case SftpRequest.Statvfs(int id, String path) -> paths.statvfs(id, VirtualPath.parse(path));
            case SftpRequest.Fstatvfs(int id, int handle) -> paths.statvfs(id, placeOf(handles.get(handle)));
            case SftpRequest.Hardlink hardlink -> paths.hardlink(hardlink);
            case SftpRequest.Fsync fsync -> files.fsync(fsync);
            case SftpRequest.Lsetstat lsetstat -> paths.lsetstat(lsetstat);
            case SftpRequest.Limits(int id) ->
                new SftpResponse.Limits(
                        id, PacketAssembler.MAX_PACKET, FileRequests.MAX_READ, FileRequests.MAX_READ, handles.most());
            case SftpRequest.ExpandPath expandPath -> paths.expandPath(expandPath);
            case SftpRequest.CopyData copyData -> files.copyData(copyData);
            case SftpRequest.HomeDirectory homeDirectory -> paths.homeDirectory(homeDirectory);
            case SftpRequest.UsersGroupsById(int id, List<Long> uids, List<Long> gids) ->
                new SftpResponse.UserNames(id, names(users, uids), names(groups, gids));
            case SftpRequest.CheckFileHandle check -> checkHandle(check);
            case SftpRequest.CheckFileName check -> checkName(check);
            case SftpRequest.SpaceAvailable spaceAvailable -> paths.spaceAvailable(spaceAvailable);
            case SftpRequest.VendorId(int id, String vendor, String product, String version) -> {
                session.note("client-software", vendor + " " + product + " " + version);
                yield SftpStatus.ok(id);
            }
            case SftpRequest.Unsupported(int id, String what) ->
                throw new GatewayException(Failure.UNSUPPORTED, what + " is not supported");
        };
    }

    /** A path that is there: an upload that is not committed lies in the directory above. */
    private static VirtualPath placeOf(OpenHandle handle) {
        return handle instanceof Upload upload && upload.isPending()
                ? upload.path().parent()
                : handle.path();
    }

    private SftpResponse greet(SftpRequest.Init init) {
        greeted = true;
        session.note("sftp-version", Integer.toString(init.version()));
        Map<String, String> extensions = new LinkedHashMap<>();
        for (Extension extension : Extension.values()) {
            extensions.put(extension.wireName(), extension.version());
        }
        return new SftpResponse.Version(VERSION, extensions);
    }

    private static List<String> names(Owners owners, List<Long> numbers) {
        return numbers.stream().map(number -> owners.nameOf(number).orElse("")).toList();
    }

    private SftpResponse checkHandle(SftpRequest.CheckFileHandle check) {
        if (!(handles.get(check.handle()) instanceof OpenHandle.Reading reading)) {
            throw new GatewayException(Failure.PERMISSION_DENIED, "the handle was not opened for reading");
        }
        String algorithm = algorithm(check.algorithms());
        return new SftpResponse.Hashes(
                check.id(),
                algorithm,
                FileHashes.blocks(reading.file(), algorithm, check.offset(), check.length(), check.blockSize()));
    }

    private SftpResponse checkName(SftpRequest.CheckFileName check) {
        String algorithm = algorithm(check.algorithms());
        try (ReadableFile file = storage.openForRead(VirtualPath.parse(check.path()))) {
            return new SftpResponse.Hashes(
                    check.id(),
                    algorithm,
                    FileHashes.blocks(file, algorithm, check.offset(), check.length(), check.blockSize()));
        }
    }

    private static String algorithm(List<String> wanted) {
        return FileHashes.firstKnown(wanted)
                .orElseThrow(() -> new GatewayException(
                        Failure.UNSUPPORTED, "known hashes are md5, sha1, sha224, sha256, sha384 and sha512"));
    }
}
