package dev.filegate.storage.s3;

import java.util.Map;

/**
 * What new objects get.
 *
 * @param encryption how the service encrypts them
 * @param storageClass as the service names it ({@code STANDARD_IA}); empty for its default
 * @param acl a canned ACL ({@code bucket-owner-full-control}); empty for none
 * @param tags tags of every object, for life-cycle rules and bills; at most ten
 */
public record S3ObjectOptions(S3Encryption encryption, String storageClass, String acl, Map<String, String> tags) {
    public static final S3ObjectOptions DEFAULT =
            new S3ObjectOptions(new S3Encryption.BucketDefault(), "", "", Map.of());

    static final int MAX_TAGS = 10;

    public S3ObjectOptions {
        tags = Map.copyOf(tags);
        if (tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException("an object has at most " + MAX_TAGS + " tags, not " + tags.size());
        }
    }
}
