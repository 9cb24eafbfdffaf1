package dev.filegate.storage.s3;

import dev.filegate.storage.s3.PartialRecord.State;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Deletes what uploads and renames have left in the bucket that nobody came back for. Only what the gateway wrote down itself: other
 * programs' multipart uploads in the bucket are theirs.
 */
final class S3Cleaning {
    private static final Logger LOG = LoggerFactory.getLogger(S3Cleaning.class);

    private final S3Objects objects;
    private final S3Keys keys;
    private final S3Partials partials;
    private final Duration timeToLive;

    S3Cleaning(S3Objects objects, S3Keys keys, S3Partials partials) {
        this.objects = objects;
        this.keys = keys;
        this.partials = partials;
        this.timeToLive = objects.config().transfer().partialTtl();
    }

    /** Deletes what is older than its time to live; how many. */
    int run(Instant now) {
        Instant limit = now.minus(timeToLive);
        return clean(S3Partials.KIND, limit) + clean(DirectoryRename.KIND, limit) + clean(StagedPart.KIND, limit);
    }

    private int clean(String kind, Instant limit) {
        String prefix = keys.hidden(kind);
        int deleted = 0;
        String token = "";
        do {
            ListObjectsV2Response page = objects.page(prefix, "", token);
            for (S3Object object : page.contents()) {
                if (object.lastModified().isBefore(limit) && delete(kind, object, prefix, limit)) {
                    deleted++;
                }
            }
            token = Boolean.TRUE.equals(page.isTruncated()) && page.nextContinuationToken() != null
                    ? page.nextContinuationToken()
                    : "";
        } while (!token.isEmpty());
        return deleted;
    }

    private boolean delete(String kind, S3Object object, String prefix, Instant limit) {
        try {
            String name = object.key().substring(prefix.length());
            if (!kind.equals(S3Partials.KIND)) {
                objects.delete(object.key());
                return true;
            }
            return partials.running(name) == null && !isAlive(object.key(), limit) && partials.drop(name);
        } catch (SdkException e) {
            LOG.warn("what an upload has left cannot be cleaned now: {}", object.key(), e);
            return false;
        }
    }

    /** Whether another process still sends parts of it. */
    private boolean isAlive(String key, Instant limit) {
        ObjectInfo object = objects.head(key);
        PartialRecord record = object == null ? null : PartialRecord.read(object);
        State state = object == null || record == null ? null : record.state(objects, object);
        return state != null
                && state.parts().stream().anyMatch(part -> part.sent().isAfter(limit));
    }
}
