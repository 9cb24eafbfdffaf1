package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What stands at a path of one tree. A file is an object; a directory is a marker, an object whose key ends in a slash, or any object below. Where a key {@code a} stands beside {@code a/…}, the name is the file's, and what lies below is
 * reached by its path.
 */
final class S3Names {
    /** Enough for a file, a directory of that name, and a few names between them in the order of keys. */
    private static final int NEIGHBOURS = 10;

    private final S3Objects objects;
    private final S3Keys keys;
    private final KnownDirectories known;
    private final DirectoryMarkers markers;

    /** What can stand at a path. */
    sealed interface Found {
        record File(ObjectInfo object) implements Found {}

        /** @param metadata of the marker, if it has any */
        record Directory(Map<String, String> metadata) implements Found {}

        record Nothing() implements Found {}
    }

    S3Names(S3Objects objects, S3Keys keys, KnownDirectories known, DirectoryMarkers markers) {
        this.objects = objects;
        this.keys = keys;
        this.known = known;
        this.markers = markers;
    }

    S3Keys keys() {
        return keys;
    }

    KnownDirectories known() {
        return known;
    }

    /** One request for a file, two for a directory or nothing, three for a directory whose attributes were set. */
    Found find(VirtualPath path) {
        if (path.isRoot()) {
            return new Found.Directory(Map.of());
        }
        if (keys.isHidden(path)) {
            return new Found.Nothing();
        }
        ObjectInfo file = objects.head(keys.file(path));
        return file != null ? new Found.File(file) : findDirectory(path);
    }

    private Found findDirectory(VirtualPath path) {
        String prefix = keys.directory(path);
        List<S3Object> first = objects.first(prefix, 1).contents();
        if (first.isEmpty()) {
            return new Found.Nothing();
        }
        known.saw(prefix);
        return new Found.Directory(markers.read(prefix, first.getFirst()));
    }

    /** What is in the way of a new file: one request for most names, and one more for the attributes of a file. */
    Found obstacle(VirtualPath path) {
        if (path.isRoot()) {
            return new Found.Directory(Map.of());
        }
        String key = keys.file(path);
        ListObjectsV2Response near = objects.firstLevel(key, NEIGHBOURS);
        if (near.contents().stream().anyMatch(object -> object.key().equals(key))) {
            ObjectInfo file = objects.head(key);
            if (file != null) {
                return new Found.File(file);
            }
        }
        if (near.commonPrefixes().stream().map(CommonPrefix::prefix).anyMatch((key + "/")::equals)) {
            known.saw(key + "/");
            return new Found.Directory(Map.of());
        }
        boolean mayComeLater =
                Boolean.TRUE.equals(near.isTruncated()) && lastKey(near).compareTo(key + "/") < 0;
        return mayComeLater ? findDirectory(path) : new Found.Nothing();
    }

    /** The same, where it may be told from what was seen a moment ago: no request for most names in a busy directory, one for a file. */
    Found obstacleToReplacing(VirtualPath path) {
        if (path.isRoot()) {
            return new Found.Directory(Map.of());
        }
        return switch (objects.names().of(keys.file(path))) {
            case FREE -> new Found.Nothing();
            case TAKEN -> {
                ObjectInfo file = head(path);
                yield file == null ? obstacle(path) : new Found.File(file);
            }
            case UNKNOWN -> obstacle(path);
        };
    }

    private static String lastKey(ListObjectsV2Response page) {
        String key = page.contents().isEmpty() ? "" : page.contents().getLast().key();
        String prefix = page.commonPrefixes().isEmpty()
                ? ""
                : page.commonPrefixes().getLast().prefix();
        return key.compareTo(prefix) > 0 ? key : prefix;
    }

    /** The file at a path: IS_A_DIRECTORY, NOT_FOUND or NOT_A_DIRECTORY if there is none. */
    ObjectInfo requireFile(VirtualPath path) {
        return switch (find(path)) {
            case Found.File(ObjectInfo object) -> object;
            case Found.Directory _ -> throw S3Failures.isDirectory(path);
            case Found.Nothing _ -> throw missing(path);
        };
    }

    /** Why a path is not a file that could be read. */
    GatewayException whyNoFile(VirtualPath path) {
        return switch (find(path)) {
            case Found.Directory _ -> S3Failures.isDirectory(path);
            case Found.File _ ->
                S3Failures.of(path, Failure.BUSY, "the file is being changed by somebody else; try again");
            case Found.Nothing _ -> missing(path);
        };
    }

    /** Refuses a path that is no directory: NOT_FOUND, or NOT_A_DIRECTORY when a file is in the way. */
    void requireDirectory(VirtualPath shown, VirtualPath directory) {
        if (!isDirectory(directory)) {
            throw missing(shown, directory);
        }
    }

    /** Whether there is a directory; no request if it was seen a moment ago. */
    boolean isDirectory(VirtualPath path) {
        if (path.isRoot() || (!keys.isHidden(path) && known.isKnown(keys.directory(path)))) {
            return true;
        }
        if (keys.isHidden(path) || !objects.isAny(keys.directory(path))) {
            return false;
        }
        known.saw(keys.directory(path));
        return true;
    }

    /** Why there is nothing at a path: because the directory above is none, or just so. */
    GatewayException missing(VirtualPath path) {
        return isDirectory(path.parent()) ? S3Failures.notFound(path) : missing(path, path.parent());
    }

    private GatewayException missing(VirtualPath shown, VirtualPath noDirectory) {
        for (VirtualPath above = noDirectory; !above.isRoot(); above = above.parent()) {
            if (keys.isHidden(above)) {
                break;
            }
            if (objects.head(keys.file(above)) != null) {
                return S3Failures.notADirectory(shown);
            }
            if (isDirectory(above)) {
                break;
            }
        }
        return S3Failures.notFound(shown);
    }

    /** For a name that is to be made. */
    void requireFree(VirtualPath path) {
        refuseHidden(path);
        requireDirectory(path, path.parent());
        switch (obstacle(path)) {
            case Found.File _, Found.Directory _ -> throw S3Failures.alreadyExists(path);
            case Found.Nothing _ -> {}
        }
    }

    boolean isHidden(VirtualPath path) {
        return keys.isHidden(path);
    }

    void refuseHidden(VirtualPath path) {
        if (keys.isHidden(path)) {
            throw S3Failures.of(path, Failure.INVALID_NAME, "\"" + S3Keys.HIDDEN + "\" is kept for uploads under way");
        }
    }

    void makeMarker(VirtualPath path, Map<String, String> metadata) {
        String key = keys.directory(path);
        markers.write(key, metadata);
        known.saw(key);
    }

    /** Keeps the directory above in place when its last entry is about to go: writes its marker, if nothing else is in it. */
    void keepParent(VirtualPath path, String goingKey) {
        VirtualPath parent = path.parent();
        if (parent.isRoot()) {
            return;
        }
        boolean staysAnyway = objects.first(keys.directory(parent), 2).contents().stream()
                .anyMatch(object -> !object.key().equals(goingKey));
        if (!staysAnyway) {
            makeMarker(parent, Map.of());
        }
    }

    /** Whether a directory holds nothing but its marker. */
    boolean isEmpty(VirtualPath directory) {
        String prefix = keys.directory(directory);
        return objects.first(prefix, 2).contents().stream()
                .allMatch(object -> object.key().equals(prefix));
    }

    @Nullable
    ObjectInfo head(VirtualPath path) {
        return objects.head(keys.file(path));
    }
}
