package dev.filegate.storage.s3;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Checksums that were computed while a file was uploaded. With a single request they are in the user metadata. A multipart upload gets its
 * metadata before its first byte, so the checksums follow as tags, with the ETag that they belong to; a service without tags has none.
 */
final class StoredSums {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSums.class);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String ETAG = "filegate-etag";

    private final S3Objects objects;

    StoredSums(S3Objects objects) {
        this.objects = objects;
    }

    /** The SHA-256 of an object; empty when it is not known. */
    String sha256(ObjectInfo object) {
        String sha256 = of(object).getOrDefault(StreamSums.SHA256, "");
        return SHA256.matcher(sha256).matches() ? sha256 : "";
    }

    /** What is known of an object, as user metadata. */
    Map<String, String> of(ObjectInfo object) {
        if (object.metadata().containsKey(StreamSums.SHA256)) {
            return only(object.metadata());
        }
        if (!isOfParts(object)) {
            return Map.of();
        }
        try {
            Map<String, String> tags = tags(object);
            return object.isSame(tags.getOrDefault(ETAG, "")) ? only(tags) : Map.of();
        } catch (SdkException e) {
            LOG.debug("the service does not tell the tags of {}", object.key(), e);
            return Map.of();
        }
    }

    /** Adds the checksums to an object made of parts. Failing is no failure of the upload: they can be computed again. */
    void add(ObjectInfo made, Map<String, String> sums) {
        Map<String, String> tags = new HashMap<>(objects.config().objects().tags());
        tags.putAll(only(sums));
        tags.put(ETAG, ObjectInfo.bare(made.etag()));
        if (tags.size() > S3ObjectOptions.MAX_TAGS) {
            return; // The operator's own take all the room there is.
        }
        try {
            objects.client()
                    .putObjectTagging(request -> request.bucket(objects.bucket())
                            .key(made.key())
                            .tagging(tagging -> tagging.tagSet(tags.entrySet().stream()
                                    .map(tag -> Tag.builder()
                                            .key(tag.getKey())
                                            .value(tag.getValue())
                                            .build())
                                    .toList())));
        } catch (SdkException e) {
            LOG.debug("the service does not keep tags of {}", made.key(), e);
        }
    }

    private Map<String, String> tags(ObjectInfo object) {
        return objects
                .client()
                .getObjectTagging(request -> request.bucket(objects.bucket()).key(object.key()))
                .tagSet()
                .stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private static Map<String, String> only(Map<String, String> all) {
        Map<String, String> sums = new HashMap<>();
        for (String name : new String[] {StreamSums.SHA256, StreamSums.CRC32C}) {
            String value = all.get(name);
            if (value != null) {
                sums.put(name, value);
            }
        }
        return sums;
    }

    private static boolean isOfParts(ObjectInfo object) {
        return object.etag().contains("-");
    }
}
