package dev.filegate.storage.s3;

import dev.filegate.core.path.NameCodec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of an upload under way, as a hidden object: which multipart upload it is, the last bytes of its parts, and the
 * bytes that are not a part yet.
 * The bytes count only while the service has just the parts that it had when they were written down: later ones hold them.
 *
 * @param key where the upload goes
 * @param uploadId the multipart upload; empty while there is none
 * @param sent bytes in parts when this was written down
 * @param overlap how many of those, the last, the object begins with
 */
record PartialRecord(String key, String uploadId, long sent, int overlap) {
    private static final String KEY = "filegate-key";
    private static final String UPLOAD = "filegate-upload";
    private static final String SENT = "filegate-sent";
    private static final String OVERLAP = "filegate-overlap";

    /** What a record says together with what the service has. */
    record State(ObjectInfo object, PartialRecord record, List<SentPart> parts) {
        long inParts() {
            return parts.stream().mapToLong(SentPart::size).sum();
        }

        long tail() {
            return isUpToDate() ? object.size() - record.overlap() : 0;
        }

        /** How many of the bytes in parts are known. */
        int overlap() {
            return isUpToDate() ? record.overlap() : 0;
        }

        private boolean isUpToDate() {
            return inParts() == record.sent();
        }

        /** How many bytes can be resumed after. */
        long position() {
            return inParts() + tail();
        }
    }

    Map<String, String> metadata() {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(KEY, Base64.getUrlEncoder().encodeToString(NameCodec.encode(key)));
        metadata.put(SENT, Long.toString(sent));
        metadata.put(OVERLAP, Integer.toString(overlap));
        if (!uploadId.isEmpty()) {
            metadata.put(UPLOAD, uploadId);
        }
        return metadata;
    }

    /** Null for what is not a record. */
    @Nullable
    static PartialRecord read(ObjectInfo object) {
        Map<String, String> metadata = object.metadata();
        String key = metadata.get(KEY);
        String sent = metadata.get(SENT);
        if (key == null || sent == null) {
            return null;
        }
        try {
            return new PartialRecord(
                    new String(Base64.getUrlDecoder().decode(key), StandardCharsets.UTF_8),
                    metadata.getOrDefault(UPLOAD, ""),
                    Long.parseLong(sent),
                    Integer.parseInt(metadata.getOrDefault(OVERLAP, "0")));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What can be resumed; null when the service has forgotten the upload. */
    @Nullable
    State state(S3Objects objects, ObjectInfo object) {
        if (uploadId.isEmpty()) {
            return new State(object, this, List.of());
        }
        List<SentPart> all = new Multipart(objects, key, uploadId).parts();
        if (all == null) {
            return null;
        }
        int whole = 0;
        while (whole < all.size() && all.get(whole).number() == whole + 1) {
            whole++;
        }
        return new State(object, this, all.subList(0, whole));
    }
}
