package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a file that is read from front to back with the CRC32C that was computed when it was uploaded, before its last stretch is given
 * away: so a client whose file was damaged on the way, or in the bucket, hears of a failure and not of success. Files that are read in
 * another order, and files uploaded by other programs, are not compared. Thread-safe.
 */
final class ContentCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ContentCheck.class);

    private final ObjectReads reads;
    private final VirtualPath path;
    private final ObjectInfo object;
    private final WholeSum sum;
    private @Nullable FutureTask<String> wanted;

    ContentCheck(ObjectReads reads, VirtualPath path, ObjectInfo object, WholeSum sum) {
        this.reads = reads;
        this.path = path;
        this.object = object;
        this.sum = sum;
    }

    /** To be asked before anything of a stretch is given away. INTERNAL when it is the last one and the file is not what was uploaded. */
    void passes(Segment segment, ReadAhead ahead) throws InterruptedException {
        FutureTask<String> known = known();
        if (segment.end() < object.size()) {
            return;
        }
        OptionalInt actual = sum.of(ahead.here(), object.size());
        if (actual.isPresent() && !isWanted(actual.getAsInt(), known)) {
            LOG.error(
                    "{}: the content of {} does not match the CRC32C of its upload: it was damaged on the way or in the bucket, or"
                            + " changed by a program that kept the metadata filegate-*",
                    S3Failures.shown(path),
                    object.key());
            throw S3Failures.of(
                    path,
                    Failure.INTERNAL,
                    "the content does not match the checksum of its upload: it is damaged; get it again");
        }
    }

    /** Asked for when the first stretch is read, since it takes a request for files uploaded in parts. */
    private synchronized FutureTask<String> known() {
        if (wanted == null) {
            wanted = new FutureTask<>(() -> reads.sums().of(object).getOrDefault(StreamSums.CRC32C, ""));
            Thread.ofVirtual().name("s3-checksum").start(wanted);
        }
        return wanted;
    }

    private static boolean isWanted(int actual, FutureTask<String> wanted) throws InterruptedException {
        try {
            String text = wanted.get();
            return text.isEmpty() || text.equals("%08x".formatted(actual));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause()); // StoredSums answers service errors with nothing.
        }
    }
}
