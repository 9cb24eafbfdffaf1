package dev.filegate.storage.s3;

import dev.filegate.core.path.VirtualPath;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A part that is larger than memory: a hidden object that is uploaded in parts itself, copied into its place inside of the service, and
 * deleted. Used by one thread at a time; {@link #join} may be another's.
 */
final class StagedPart {
    static final String KIND = "staged";

    private static final Logger LOG = LoggerFactory.getLogger(StagedPart.class);

    private final S3Site site;
    private final VirtualPath path;
    private final Multipart upload;
    private final UploadTrace trace;
    private final PartSender sender;
    private int count;
    private long length;

    private StagedPart(S3Site site, VirtualPath path, Multipart upload, UploadTrace trace) {
        this.site = site;
        this.path = path;
        this.upload = upload;
        this.trace = trace;
        this.sender = PartSender.after(site, path, upload, List.of());
    }

    /** @param path the file that it is for */
    static StagedPart begin(S3Site site, VirtualPath path) {
        return S3Failures.at(path, () -> {
            String key = site.partials().stagedKey();
            Multipart upload = Multipart.begin(site.objects(), key, Map.of());
            UploadTrace trace = UploadTrace.passing(site.partials(), key);
            trace.begun(upload, ByteContent.EMPTY);
            return new StagedPart(site, path, upload, trace);
        });
    }

    long length() {
        return length;
    }

    void failIfFailed() {
        sender.failIfFailed();
    }

    /** Sends more of it; fails as {@link PartSender#send}. */
    void add(PartBuffer piece, StreamSums sums, int turn) {
        count++;
        length += piece.length();
        sender.send(count, piece, sums, turn);
    }

    /** Makes it a part of another upload. Whatever comes of it, nothing of the stage is left. */
    SentPart join(Multipart whole, int number) {
        ObjectInfo made;
        try {
            sender.await();
            sender.failIfFailed();
            made = new Completion(site.objects()).complete(path, upload, sender.sent());
        } catch (RuntimeException e) {
            drop();
            throw e;
        }
        try {
            return whole.copy(number, made, 0, made.size());
        } finally {
            delete(made);
        }
    }

    private void delete(ObjectInfo made) {
        try {
            site.objects().delete(made.key());
            trace.drop();
        } catch (SdkException e) {
            LOG.warn("{}: a staged part stays behind until the next cleaning", S3Failures.shown(path), e);
        }
    }

    /** Gives it up. */
    void drop() {
        sender.await();
        upload.abort();
        try {
            trace.drop();
        } catch (SdkException e) {
            LOG.warn("{}: a record stays behind until the next cleaning", S3Failures.shown(path), e);
        }
    }
}
