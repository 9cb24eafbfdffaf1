package dev.filegate.sftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.sftp.wire.SftpAttributes;
import dev.filegate.sftp.wire.SftpRequest;
import dev.filegate.sftp.wire.SftpResponse;
import java.util.List;
import java.util.Optional;

/** Requests that name a path. Uploads of the same channel that are not committed yet are seen at their paths. Confined to one channel. */
final class PathRequests {
    private final Storage storage;
    private final OpenHandles handles;
    private final AttributeMapping mapping;
    private final String user;

    /** @param user the account's name, for home-directory and {@code ~user} */
    PathRequests(Storage storage, OpenHandles handles, AttributeMapping mapping, String user) {
        this.storage = storage;
        this.handles = handles;
        this.mapping = mapping;
        this.user = user;
    }

    SftpResponse stat(int id, String text, Links links) {
        VirtualPath path = VirtualPath.parse(text);
        Optional<Upload> upload = handles.pendingUpload(path);
        FileInfo info = upload.isPresent() ? upload.get().pendingInfo() : storage.stat(path, links);
        if (links == Links.FOLLOW && info.isLink()) {
            refuseDangling(path);
        }
        return new SftpResponse.Attributes(id, mapping.of(info));
    }

    /**
     * Storages describe a link that cannot be followed as itself. STAT of a link to nothing is NO_SUCH_FILE, as everywhere; one that leads
     * out of the tree stays a link, which tells nothing about the place it leads to.
     */
    private void refuseDangling(VirtualPath path) {
        try {
            storage.openForRead(path).close();
        } catch (GatewayException e) {
            if (e.failure() == Failure.NOT_FOUND) {
                throw e;
            }
        }
    }

    SftpResponse setstat(SftpRequest.Setstat request) {
        VirtualPath path = VirtualPath.parse(request.path());
        change(path, mapping.changeOf(request.attributes()));
        return SftpStatus.ok(request.id());
    }

    SftpResponse lsetstat(SftpRequest.Lsetstat request) {
        VirtualPath path = VirtualPath.parse(request.path());
        boolean link = handles.pendingUpload(path).isEmpty()
                && storage.stat(path, Links.KEEP).isLink();
        if (link && request.attributes().has(SftpAttributes.PERMISSIONS)) {
            throw new GatewayException(Failure.UNSUPPORTED, path + ": is a link, and links have no modes");
        }
        AttributeChange change = mapping.changeOf(request.attributes());
        change(path, link ? change.ofLink() : change);
        return SftpStatus.ok(request.id());
    }

    private void change(VirtualPath path, AttributeChange change) {
        Optional<Upload> upload = handles.pendingUpload(path);
        if (upload.isPresent()) {
            upload.get().setAttributes(change);
        } else {
            storage.setAttributes(path, change);
        }
    }

    SftpResponse remove(SftpRequest.Remove request) {
        VirtualPath path = VirtualPath.parse(request.path());
        Optional<Upload> upload = handles.pendingUpload(path).filter(Upload::isFresh);
        if (upload.isPresent()) {
            upload.get().remove();
        } else {
            storage.deleteFile(path);
        }
        return SftpStatus.ok(request.id());
    }

    SftpResponse mkdir(SftpRequest.Mkdir request) {
        VirtualPath path = VirtualPath.parse(request.path());
        storage.createDirectory(path);
        if (request.attributes().has(SftpAttributes.PERMISSIONS)
                && storage.capabilities(path).contains(Capability.MODES)) {
            try {
                storage.setAttributes(
                        path, AttributeChange.NONE.withMode(AttributeMapping.creationMode(request.attributes())));
            } catch (GatewayException e) {
                if (e.failure() != Failure.PERMISSION_DENIED) {
                    throw e;
                }
                // Every client sends a mode with MKDIR; who may not set modes may still make directories.
            }
        }
        return SftpStatus.ok(request.id());
    }

    SftpResponse rmdir(SftpRequest.Rmdir request) {
        storage.deleteDirectory(VirtualPath.parse(request.path()));
        return SftpStatus.ok(request.id());
    }

    /** On names alone: whether something stands there is not asked (draft-ietf-secsh-filexfer-02, section 6.11). */
    SftpResponse realpath(SftpRequest.Realpath request) {
        return name(request.id(), VirtualPath.parse(request.path()).toString());
    }

    SftpResponse rename(int id, String from, String to, RenameMode mode) {
        VirtualPath source = VirtualPath.parse(from);
        VirtualPath target = VirtualPath.parse(to);
        handles.pendingUpload(source).ifPresent(Upload::publish);
        storage.rename(source, target, mode);
        handles.renamed(source, target);
        return SftpStatus.ok(id);
    }

    SftpResponse readlink(SftpRequest.Readlink request) {
        return name(request.id(), storage.readLink(VirtualPath.parse(request.path())));
    }

    SftpResponse symlink(SftpRequest.Symlink request) {
        storage.createSymbolicLink(VirtualPath.parse(request.link()), request.target());
        return SftpStatus.ok(request.id());
    }

    SftpResponse hardlink(SftpRequest.Hardlink request) {
        VirtualPath existing = VirtualPath.parse(request.existing());
        handles.pendingUpload(existing).ifPresent(Upload::publish);
        storage.createHardLink(VirtualPath.parse(request.link()), existing);
        return SftpStatus.ok(request.id());
    }

    SftpResponse statvfs(int id, VirtualPath path) {
        return new SftpResponse.FileSystem(id, storage.space(path));
    }

    SftpResponse spaceAvailable(SftpRequest.SpaceAvailable request) {
        return new SftpResponse.Space(request.id(), storage.space(VirtualPath.parse(request.path())));
    }

    /** {@code ~} and {@code ~user} are the top of the tree, which is everybody's home here. */
    SftpResponse expandPath(SftpRequest.ExpandPath request) {
        String text = request.path();
        if (text.startsWith("~")) {
            int slash = text.indexOf('/');
            requireOwn(slash < 0 ? text.substring(1) : text.substring(1, slash));
            text = slash < 0 ? "/" : text.substring(slash);
        }
        return name(request.id(), VirtualPath.parse(text).toString());
    }

    SftpResponse homeDirectory(SftpRequest.HomeDirectory request) {
        requireOwn(request.user());
        return name(request.id(), VirtualPath.ROOT.toString());
    }

    private void requireOwn(String name) {
        if (!name.isEmpty() && !name.equals(user)) {
            throw new GatewayException(Failure.PERMISSION_DENIED, "only your own home directory is known here");
        }
    }

    private static SftpResponse name(int id, String path) {
        return new SftpResponse.Names(id, List.of(new SftpResponse.Entry(path, path, SftpAttributes.NONE)));
    }
}
