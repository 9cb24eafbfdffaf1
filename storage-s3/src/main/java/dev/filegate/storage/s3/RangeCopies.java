package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import java.util.ArrayList;
import java.util.List;

/** Makes ranges of an object the parts of another, several at once; the service moves the bytes. */
final class RangeCopies {
    private static final int PARALLEL = 8;
    private static final long WANTED = 256L << 20;

    private final S3Objects objects;

    RangeCopies(S3Objects objects) {
        this.objects = objects;
    }

    /**
     * Copies the first bytes of an object, as parts from number 1 on.
     *
     * @param length at least {@link S3Transfer#MIN_PART}, or the whole object
     */
    List<SentPart> copy(VirtualPath path, ObjectInfo source, long length, Multipart upload) {
        int count = (int) Math.max(1, Math.min(length / WANTED, PartLimits.S3.direct()));
        List<Parallel.Task<SentPart>> tasks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int number = i + 1;
            long from = length / count * i;
            long to = number == count ? length : length / count * number;
            tasks.add(() -> upload.copy(number, source, from, to));
        }
        List<SentPart> parts = Parallel.all(PARALLEL, tasks);
        ObjectInfo after = objects.head(source.key());
        if (after == null || !after.isSame(source.etag())) {
            throw S3Failures.of(path, Failure.BUSY, "the file was replaced while it was copied; try again");
        }
        return parts;
    }
}
