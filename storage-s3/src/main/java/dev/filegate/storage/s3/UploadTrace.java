package dev.filegate.storage.s3;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What an upload leaves in the bucket while it is not complete: a record of its multipart upload, by which it is resumed or, when nobody
 * does, cleaned. An upload over a committed file is never resumed; its record has a name that nobody asks for.
 */
final class UploadTrace {
    private static final Logger LOG = LoggerFactory.getLogger(UploadTrace.class);

    private final S3Partials partials;
    private final String key;
    private final String name;
    private final boolean isKept;
    private long storedTail;
    private boolean isWritten;

    private UploadTrace(S3Partials partials, String key, String name, boolean isKept) {
        this.partials = partials;
        this.key = key;
        this.name = name;
        this.isKept = isKept;
    }

    /** Of an upload that is kept when it breaks off. */
    static UploadTrace kept(S3Partials partials, String key, String name) {
        return new UploadTrace(partials, key, name, true);
    }

    /** Of an upload that is dropped when it breaks off. */
    static UploadTrace passing(S3Partials partials, String key) {
        return new UploadTrace(partials, key, "x" + UUID.randomUUID(), false);
    }

    boolean isKept() {
        return isKept;
    }

    /** There is a record already, with bytes that are not in parts. */
    void found(long tail) {
        storedTail = tail;
        isWritten = true;
    }

    /** A multipart upload was begun. Until its first part is there, the bytes of an older record must not be lost. */
    void begun(Multipart upload, Content firstPart) {
        Content tail = storedTail == 0 ? ByteContent.EMPTY : new ContentStart(firstPart, storedTail);
        try {
            partials.write(name, new PartialRecord(key, upload.id(), 0, 0), tail);
        } catch (SdkException e) {
            upload.abort();
            throw e;
        }
        isWritten = true;
    }

    void keep(PartialRecord record, Content tail) {
        partials.write(name, record, tail);
    }

    /** The upload is an object now. */
    void committed(S3Upload upload) {
        try {
            if (isWritten) {
                partials.delete(name);
            }
            release(upload);
            partials.fileChanged(key);
        } catch (SdkException e) {
            LOG.warn("a record of a finished upload stays behind until the next cleaning", e);
        } finally {
            release(upload);
        }
    }

    void drop() {
        if (isWritten) {
            partials.delete(name);
        }
    }

    void release(S3Upload upload) {
        if (isKept) {
            partials.release(name, upload);
        }
    }

    boolean reserve(S3Upload upload) {
        return partials.reserve(name, upload);
    }
}
