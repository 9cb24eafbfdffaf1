package dev.filegate.storage.s3;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * A part that the service has.
 *
 * @param crc32c as the service wants it back when the upload is completed; null where none was sent
 * @param sent when the service got it
 */
record SentPart(
        int number, long size, String etag, @Nullable String crc32c, Instant sent) {
    CompletedPart completed() {
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(etag)
                .checksumCRC32C(crc32c)
                .build();
    }
}
