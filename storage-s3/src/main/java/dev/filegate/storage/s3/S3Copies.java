package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import java.util.List;
import java.util.Map;

/** Copies of whole objects inside the service, verified. */
final class S3Copies {
    /** What one copy request takes. */
    private static final long SINGLE = S3Transfer.MAX_PART;

    private final S3Objects objects;
    private final long single;

    S3Copies(S3Objects objects) {
        this(objects, SINGLE);
    }

    /** @param single the size from which on an object is copied part by part */
    S3Copies(S3Objects objects, long single) {
        this.objects = objects;
        this.single = single;
    }

    /** Copies an object with its metadata, and returns when the copy is known to be whole. */
    void copy(VirtualPath path, ObjectInfo source, String target) {
        copy(path, source, target, Map.of());
    }

    /** The same with more metadata; {@code source} tells the metadata it has if there is more, or if it is too large for one request. */
    void copy(VirtualPath path, ObjectInfo source, String target, Map<String, String> more) {
        if (source.size() > single) {
            ObjectInfo known = objects.head(source.key());
            if (known == null) {
                throw S3Failures.notFound(path);
            }
            copyParts(path, known, target, known.with(more).metadata());
        } else {
            ObjectInfo wanted = source.with(more);
            boolean isMore = !wanted.metadata().equals(source.metadata());
            String etag = isMore ? objects.copy(source, target, wanted.metadata()) : objects.copy(source, target);
            verify(path, source, target, etag);
        }
    }

    private void verify(VirtualPath path, ObjectInfo source, String target, String etag) {
        if (source.isSame(etag)) {
            return;
        }
        ObjectInfo copy = objects.head(target);
        if (copy == null || copy.size() != source.size()) {
            throw S3Failures.of(path, Failure.UNAVAILABLE, "the S3 service has not made a whole copy; try again");
        }
    }

    private void copyParts(VirtualPath path, ObjectInfo source, String target, Map<String, String> metadata) {
        Multipart upload = Multipart.begin(objects, target, metadata);
        try {
            List<SentPart> parts = new RangeCopies(objects).copy(path, source, source.size(), upload);
            new Completion(objects).complete(path, upload, parts);
        } catch (RuntimeException e) {
            upload.abort();
            throw e;
        }
    }

    /** Gives an object other metadata by copying it onto itself. False for one that is too large for that. */
    boolean changeMetadata(ObjectInfo object, Map<String, String> metadata) {
        if (object.size() > single) {
            return false;
        }
        objects.copy(object, object.key(), metadata);
        return true;
    }
}
