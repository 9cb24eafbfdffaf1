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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** A tree in a bucket as one account sees it. */
final class S3Storage implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(S3Storage.class);
    private static final Set<Capability> CAPABILITIES =
            EnumSet.of(Capability.MODES, Capability.OWNERS, Capability.TIMES, Capability.SERVER_SIDE_COPY);

    private final S3Objects objects;
    private final S3Names names;
    private final S3Site site;
    private final S3Uploads uploads;
    private final S3Renames renames;

    /** @param owner whose interrupted uploads this tree sees */
    S3Storage(S3Site site, S3Names names, String owner) {
        this.objects = site.objects();
        this.names = names;
        this.site = site;
        this.uploads = new S3Uploads(site, names, owner);
        this.renames = new S3Renames(site, names);
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
            case Found.Nothing _ -> unfinished(path);
        });
    }

    private FileInfo unfinished(VirtualPath path) {
        S3Uploads.Unfinished upload = names.isHidden(path) ? null : uploads.unfinished(path);
        if (upload == null || !names.isDirectory(path.parent())) {
            throw names.missing(path);
        }
        return S3Attributes.partial(path.name(), upload.size(), upload.modified());
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
        return S3Failures.at(path, () -> {
            ObjectReads.Opened opened = path.isRoot() || names.isHidden(path)
                    ? null
                    : site.reads().open(names.keys().file(path));
            if (opened == null) {
                throw names.whyNoFile(path);
            }
            return new S3Reader(site.reads(), path, opened);
        });
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        return S3Failures.at(path, () -> uploads.open(path, mode));
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
            switch (names.find(path)) {
                case Found.File(ObjectInfo object) -> deleteFile(path, object);
                case Found.Directory _ -> throw S3Failures.isDirectory(path);
                case Found.Nothing _ -> {
                    if (names.isHidden(path) || !uploads.deleteUnfinished(path)) {
                        throw names.missing(path);
                    }
                }
            }
        });
    }

    private void deleteFile(VirtualPath path, ObjectInfo object) {
        names.keepParent(path, object.key());
        objects.delete(object.key());
        site.partials().fileChanged(object.key());
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
        if (from.isRoot() || to.isRoot()) {
            throw theRoot(from);
        }
        S3Failures.run(from, () -> renames.rename(from, to, mode));
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        if (change.hasSize()) {
            throw S3Failures.of(path, Failure.UNSUPPORTED, "files on S3 are neither cut nor extended in place");
        }
        S3Failures.run(path, () -> {
            switch (names.find(path)) {
                case Found.File(ObjectInfo object) -> changeFile(path, object, change);
                case Found.Directory(Map<String, String> metadata) -> changeDirectory(path, metadata, change);
                case Found.Nothing _ -> throw names.missing(path);
            }
        });
    }

    private void changeFile(VirtualPath path, ObjectInfo object, AttributeChange change) {
        Map<String, String> wanted = S3Attributes.changed(object.metadata(), change);
        if (!wanted.equals(object.metadata()) && !renames.changeMetadata(object, wanted)) {
            LOG.info("{}: too large for its attributes to be changed", S3Failures.shown(path));
        }
    }

    private void changeDirectory(VirtualPath path, Map<String, String> metadata, AttributeChange change) {
        Map<String, String> wanted = S3Attributes.changed(metadata, change);
        if (!path.isRoot() && !wanted.equals(metadata)) {
            names.makeMarker(path, wanted);
        }
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        S3Failures.run(from, () -> renames.copy(from, to));
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
