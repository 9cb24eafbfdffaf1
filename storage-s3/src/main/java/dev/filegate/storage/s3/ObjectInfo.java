package dev.filegate.storage.s3;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What the service tells of an object.
 *
 * @param etag as it came, in quotes or not
 * @param modified when it was put, in whole seconds: not every answer of the service is more precise
 * @param metadata the user metadata, with the names in lower case
 */
record ObjectInfo(
        String key, long size, String etag, Instant modified, ObjectHeaders headers, Map<String, String> metadata) {
    ObjectInfo {
        Map<String, String> lower = new HashMap<>();
        metadata.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        metadata = Map.copyOf(lower);
    }

    static ObjectInfo of(String key, HeadObjectResponse head) {
        return new ObjectInfo(
                key,
                head.contentLength(),
                head.eTag(),
                seconds(head.lastModified()),
                ObjectHeaders.of(head),
                head.metadata());
    }

    /** @param size of the whole object, not of the part that was asked for */
    static ObjectInfo of(String key, long size, GetObjectResponse answer) {
        return new ObjectInfo(
                key, size, answer.eTag(), seconds(answer.lastModified()), ObjectHeaders.of(answer), answer.metadata());
    }

    static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The same with more metadata. */
    ObjectInfo with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(metadata);
        all.putAll(more);
        return new ObjectInfo(key, size, etag, modified, headers, all);
    }

    /** The ETag without the quotes that some services have and some do not. */
    static String bare(String etag) {
        return etag.startsWith("\"") && etag.endsWith("\"") && etag.length() > 1
                ? etag.substring(1, etag.length() - 1)
                : etag;
    }

    boolean isSame(String otherEtag) {
        return bare(etag).equals(bare(otherEtag));
    }
}
