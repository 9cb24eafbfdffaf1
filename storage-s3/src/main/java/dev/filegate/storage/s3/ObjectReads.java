package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.storage.s3.MemoryBudget.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Ranges of objects, whole or not at all: a body that breaks off is asked for again, and one of another version is refused. */
final class ObjectReads {
    /** What is fetched with the first request: a small file is there with it. */
    static final int FIRST = 256 << 10;

    /** What the socket gives at once, at most. */
    private static final int AT_ONCE = 128 << 10;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final S3Objects objects;
    private final S3Memory memory;
    private volatile boolean quotesEtags = true;

    ObjectReads(S3Objects objects, S3Memory memory) {
        this.objects = objects;
        this.memory = memory;
    }

    S3Memory memory() {
        return memory;
    }

    StoredSums sums() {
        return new StoredSums(objects);
    }

    int parallel() {
        return objects.config().transfer().parallelReads();
    }

    /**
     * An object and its first bytes.
     *
     * @param first as many as {@link #FIRST}, or all; empty when there was no memory for them
     * @param lease closed by whoever gets this
     */
    record Opened(
            ObjectInfo object, ByteBuffer first, @Nullable Lease lease) {}

    /** Opens an object with one request; null when there is none. */
    @Nullable
    Opened open(String key) {
        Lease lease = memory.reads().tryTake(FIRST);
        if (lease == null) {
            ObjectInfo object = objects.head(key);
            return object == null ? null : new Opened(object, NOTHING, null);
        }
        try {
            Opened opened = fetchFirst(key, lease);
            if (opened == null || opened.lease() == null) {
                lease.close();
            }
            return opened;
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private @Nullable Opened fetchFirst(String key, Lease lease) {
        try {
            return objects.client().getObject(objects.range(key, 0, FIRST - 1).build(), (response, body) -> {
                int count = Math.toIntExact(response.contentLength());
                byte[] first = new byte[count];
                readFully(body, first);
                requireUndamaged(response, first);
                return new Opened(ObjectInfo.of(key, total(response), response), ByteBuffer.wrap(first), lease);
            });
        } catch (SdkException e) {
            if (S3Failures.isStatus(e, S3Failures.RANGE_NOT_SATISFIABLE)) {
                ObjectInfo empty = objects.head(key);
                return empty == null ? null : new Opened(empty, NOTHING, null);
            }
            if (S3Failures.isStatus(e, S3Failures.NOT_FOUND) || S3Failures.isMissingUnlisted(e)) {
                return null;
            }
            throw e;
        }
    }

    /** A whole file that came with its checksum is checked against it: no other layer does that for plain HTTP. */
    private static void requireUndamaged(GetObjectResponse response, byte[] all) {
        String wanted = response.metadata().get(StreamSums.CRC32C);
        if (wanted != null && total(response) == all.length) {
            CRC32C crc = new CRC32C();
            crc.update(all);
            if (!wanted.equals("%08x".formatted(crc.getValue()))) {
                throw RetryableException.create("the content does not match its checksum");
            }
        }
    }

    /** {@code Content-Range: bytes 0-99/1234}; without it the whole object came. */
    private static long total(GetObjectResponse response) {
        String range = response.contentRange();
        return range == null ? response.contentLength() : Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
    }

    /** Told how many bytes are there. */
    @FunctionalInterface
    interface Progress {
        /** For who wants all. */
        Progress UNWATCHED = count -> true;

        /** Whether more is wanted. */
        boolean arrived(int count);
    }

    /**
     * Fills {@code target} from {@code position} on, which must lie inside. BUSY when the object is another one by now.
     *
     * @return the CRC32C of it, or anything when no more was wanted
     */
    int fetch(VirtualPath path, ObjectInfo object, long position, byte[] target, int length, Progress progress) {
        try {
            return fetchOnce(path, object, position, target, length, progress);
        } catch (SdkException e) {
            if (!S3Failures.isStatus(e, S3Failures.PRECONDITION_FAILED)) {
                throw S3Failures.isStatus(e, S3Failures.NOT_FOUND)
                        ? S3Failures.of(path, Failure.NOT_FOUND, "the file was deleted while it was read")
                        : S3Failures.of(path, e);
            }
            ObjectInfo now = objects.head(object.key());
            if (!quotesEtags || now == null || !now.isSame(object.etag())) {
                throw replaced(path);
            }
            quotesEtags = false; // It is the same: the service does not understand quotes, as Ceph does not.
            return fetch(path, object, position, target, length, progress);
        }
    }

    private int fetchOnce(
            VirtualPath path, ObjectInfo object, long position, byte[] target, int length, Progress progress) {
        String etag = quotesEtags ? object.etag() : ObjectInfo.bare(object.etag());
        GetObjectRequest request = objects.range(object.key(), position, position + length - 1)
                .ifMatch(etag)
                .build();
        ResponseTransformer<GetObjectResponse, Integer> intoTarget = (response, body) -> {
            if (!object.isSame(response.eTag()) || response.contentLength() != length) {
                body.abort(); // It may be long.
                throw new OtherVersion();
            }
            return summed(body, target, length, progress);
        };
        try {
            return objects.client().getObject(request, intoTarget);
        } catch (OtherVersion e) {
            throw replaced(path);
        }
    }

    private static GatewayException replaced(VirtualPath path) {
        return S3Failures.of(path, Failure.BUSY, "the file was replaced while it was read; get it again");
    }

    /** The service sent something else than what was asked for, without saying so. */
    private static final class OtherVersion extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void readFully(AbortableInputStream body, byte[] target) {
        summed(body, target, target.length, Progress.UNWATCHED);
    }

    /** Reads so many bytes, and sums them up while the processor has them at hand. */
    private static int summed(AbortableInputStream body, byte[] target, int length, Progress progress) {
        CRC32C crc = new CRC32C();
        int count = 0;
        try {
            while (count < length) {
                int more = body.read(target, count, Math.min(AT_ONCE, length - count));
                if (more < 0) {
                    throw RetryableException.create("the body ended after " + count + " of " + length + " bytes");
                }
                crc.update(target, count, more);
                count += more;
                if (!progress.arrived(count) && count < length) {
                    body.abort();
                    return 0;
                }
            }
        } catch (IOException e) {
            throw RetryableException.create("the body broke off", e);
        }
        return (int) crc.getValue();
    }
}
