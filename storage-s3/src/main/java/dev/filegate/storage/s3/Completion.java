package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Completes multipart uploads and believes nobody: success is an object of the right size whose ETag names the right parts. An answer
 * that was lost on its way is found out the same way, so that a repeated or timed-out request is neither a lie nor a failure.
 */
final class Completion {
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern COUNTED = Pattern.compile("[0-9a-f]{32}-(\\d+)");

    private final S3Objects objects;

    Completion(S3Objects objects) {
        this.objects = objects;
    }

    /** @return the object that came of it */
    ObjectInfo complete(VirtualPath path, Multipart upload, List<SentPart> parts) {
        try {
            upload.complete(parts);
        } catch (SdkException e) {
            ObjectInfo there = objects.head(upload.key());
            if (there != null && isSurelyOf(there, parts)) {
                return there;
            }
            throw e;
        }
        ObjectInfo made = objects.head(upload.key());
        if (made == null || !isOf(made, parts)) {
            throw S3Failures.of(
                    path, Failure.UNAVAILABLE, "the S3 service has not kept what it was sent; send the file again");
        }
        return made;
    }

    private static boolean isOf(ObjectInfo object, List<SentPart> parts) {
        var counted = COUNTED.matcher(ObjectInfo.bare(object.etag()));
        boolean sameCount = !counted.matches() || Long.parseLong(counted.group(1)) == parts.size();
        return object.size() == size(parts)
                && sameCount
                && expectedEtag(parts)
                        .map(etag -> !counted.matches() || object.isSame(etag))
                        .orElse(true);
    }

    private static boolean isSurelyOf(ObjectInfo object, List<SentPart> parts) {
        return object.size() == size(parts)
                && expectedEtag(parts).map(object::isSame).orElse(false);
    }

    private static long size(List<SentPart> parts) {
        return parts.stream().mapToLong(SentPart::size).sum();
    }

    /** The MD5 of the parts' MD5s and their number, which is what most services make of ETags that are MD5s. */
    private static Optional<String> expectedEtag(List<SentPart> parts) {
        try {
            MessageDigest all = MessageDigest.getInstance("MD5");
            for (SentPart part : parts) {
                String etag = ObjectInfo.bare(part.etag());
                if (!MD5.matcher(etag).matches()) {
                    return Optional.empty();
                }
                all.update(HexFormat.of().parseHex(etag));
            }
            return Optional.of(HexFormat.of().formatHex(all.digest()) + "-" + parts.size());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has MD5
        }
    }
}
