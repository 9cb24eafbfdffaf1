package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
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
import dev.filegate.storage.s3.S3Names.Found;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** A tree in a bucket as one account sees it. */
final class S3Storage implements Storage {
    private static final Set<Capability> CAPABILITIES =
            EnumSet.of(Capability.MODES, Capability.OWNERS, Capability.TIMES, Capability.SERVER_SIDE_COPY);

    private final S3Objects objects;
    private final S3Names names;

    S3Storage(S3Objects objects, S3Names names) {
        this.objects = objects;
        this.names = names;
    }

    @Override
    public Set<Capability> capabilities(VirtualPath path) {
        return CAPABILITIES;
    }

    @Override
    public FileInfo stat(VirtualPath path, Links links) {
        return S3Failures.at(path, () -> switch (names.find(path)) {
            case Found.File(ObjectInfo object) -> S3Attributes.file(path.name(), object);
            case Found.Directory(Map<String, String> metadata) -> S3Attributes.directory(path.name(), metadata);
            case Found.Nothing _ -> throw names.missing(path);
        });
    }

    @Override
    public DirectoryCursor list(VirtualPath directory) {
        return S3Failures.at(directory, () -> {
            ListObjectsV2Response first = objects.page(names.keys().directory(directory), "/", "");
            boolean isThere =
                    !first.contents().isEmpty() || !first.commonPrefixes().isEmpty();
            if (!isThere && !directory.isRoot()) {
                throw names.head(directory) == null ? names.missing(directory) : S3Failures.notADirectory(directory);
            }
            return new S3Cursor(objects, names.keys(), directory, first);
        });
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        return S3Failures.at(path, () -> new S3Reader(objects, path, names.requireFile(path), new byte[0]));
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        return S3Failures.at(path, () -> {
            names.refuseHidden(path);
            names.requireDirectory(path, path.parent());
            return switch (names.obstacle(path)) {
                case Found.Directory _ -> throw S3Failures.isDirectory(path);
                case Found.Nothing _ -> new S3Upload(objects, path, names.keys().file(path), Map.of());
                case Found.File(ObjectInfo object) ->
                    new S3Upload(objects, path, names.keys().file(path), S3Attributes.inherited(object.metadata()));
            };
        });
    }

    @Override
    public void createDirectory(VirtualPath path) {
        S3Failures.run(path, () -> {
            names.requireFree(path);
            names.makeMarker(path, Map.of());
        });
    }

    @Override
    public void deleteFile(VirtualPath path) {
        S3Failures.run(path, () -> {
            ObjectInfo object = names.requireFile(path);
            names.keepParent(path, object.key());
            objects.delete(object.key());
        });
    }

    @Override
    public void deleteDirectory(VirtualPath path) {
        if (path.isRoot()) {
            throw theRoot(path);
        }
        S3Failures.run(path, () -> {
            switch (names.find(path)) {
                case Found.Nothing _ -> throw names.missing(path);
                case Found.File _ -> throw S3Failures.notADirectory(path);
                case Found.Directory _ -> removeDirectory(path);
            }
        });
    }

    private void removeDirectory(VirtualPath path) {
        if (!names.isEmpty(path)) {
            throw S3Failures.of(path, Failure.NOT_EMPTY, "the directory is not empty");
        }
        String marker = names.keys().directory(path);
        names.keepParent(path, marker);
        names.known().forget(marker);
        objects.delete(marker);
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        throw S3Failures.of(from, Failure.UNSUPPORTED, "cannot be renamed");
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        if (change.hasSize()) {
            throw S3Failures.of(path, Failure.UNSUPPORTED, "files on S3 are neither cut nor extended in place");
        }
        throw S3Failures.of(path, Failure.UNSUPPORTED, "attributes cannot be changed");
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        throw S3Failures.of(from, Failure.UNSUPPORTED, "cannot be copied");
    }

    @Override
    public String readLink(VirtualPath link) {
        throw S3Failures.of(link, Failure.UNSUPPORTED, "there are no symbolic links on S3");
    }

    @Override
    public void createSymbolicLink(VirtualPath link, String target) {
        throw S3Failures.of(link, Failure.UNSUPPORTED, "there are no symbolic links on S3");
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        throw S3Failures.of(link, Failure.UNSUPPORTED, "there are no hard links on S3");
    }

    @Override
    public SpaceInfo space(VirtualPath path) {
        throw S3Failures.of(path, Failure.UNSUPPORTED, "S3 does not tell how much room there is");
    }

    private static GatewayException theRoot(VirtualPath path) {
        return S3Failures.of(path, Failure.PERMISSION_DENIED, "the root of the tree stays where it is");
    }
}
