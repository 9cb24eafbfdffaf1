package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.storage.s3.S3Names.Found;
import java.util.Map;

/** Renames and copies: the service can only copy, so a file is copied, verified and deleted. Neither is atomic. */
final class S3Renames {
    private final S3Site site;
    private final S3Names names;
    private final S3Copies copies;

    S3Renames(S3Site site, S3Names names) {
        this.site = site;
        this.names = names;
        this.copies = new S3Copies(site.objects());
    }

    void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        names.refuseHidden(to);
        Found source = names.find(from);
        if (source instanceof Found.Nothing) {
            throw names.missing(from);
        }
        names.requireDirectory(to, to.parent());
        Found target = names.obstacle(to);
        if (mode == RenameMode.NO_REPLACE && !(target instanceof Found.Nothing)) {
            throw S3Failures.alreadyExists(to);
        }
        if (from.equals(to)) {
            return;
        }
        switch (source) {
            case Found.File(ObjectInfo object) -> renameFile(from, object, to, target, mode);
            case Found.Directory _ -> renameDirectory(from, to, target);
            case Found.Nothing _ -> throw names.missing(from);
        }
    }

    private void renameFile(VirtualPath from, ObjectInfo object, VirtualPath to, Found target, RenameMode mode) {
        if (target instanceof Found.Directory) {
            throw S3Failures.isDirectory(to);
        }
        String key = names.keys().file(to);
        // An object made of parts gets another ETag as a copy, by which its checksums would be lost.
        Map<String, String> sums = new StoredSums(site.objects()).of(object);
        site.locks().holding(key, () -> {
            if (mode == RenameMode.NO_REPLACE && site.objects().head(key) != null) {
                throw S3Failures.alreadyExists(to);
            }
            copies.copy(from, object, key, sums);
            return true;
        });
        names.keepParent(from, object.key());
        site.objects().delete(object.key());
        site.partials().fileChanged(key);
        site.partials().fileChanged(object.key());
    }

    private void renameDirectory(VirtualPath from, VirtualPath to, Found target) {
        if (to.startsWith(from)) {
            throw S3Failures.of(to, Failure.INVALID_NAME, "a directory cannot be moved into itself");
        }
        if (target instanceof Found.File) {
            throw S3Failures.notADirectory(to);
        }
        DirectoryRename move = new DirectoryRename(site, names, copies, from, to);
        if (target instanceof Found.Directory && !names.isEmpty(to) && !move.wasBegun()) {
            throw S3Failures.of(to, Failure.NOT_EMPTY, "the directory is not empty");
        }
        move.run();
    }

    void copy(VirtualPath from, VirtualPath to) {
        names.refuseHidden(to);
        ObjectInfo source = names.requireFile(from);
        names.requireDirectory(to, to.parent());
        if (names.obstacle(to) instanceof Found.Directory) {
            throw S3Failures.isDirectory(to);
        }
        if (from.equals(to)) {
            return;
        }
        String key = names.keys().file(to);
        site.locks().holding(key, () -> {
            copies.copy(from, source, key);
            return true;
        });
        site.partials().fileChanged(key);
    }

    /** Sets the metadata of what is there; false for a file that is too large for it. */
    boolean changeMetadata(ObjectInfo object, Map<String, String> metadata) {
        return site.locks().holding(object.key(), () -> copies.changeMetadata(object, metadata));
    }
}
