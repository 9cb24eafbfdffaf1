package dev.filegate.storage.s3;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an upload goes on after.
 *
 * @param upload null when nothing is in parts
 * @param parts without a gap
 * @param overlap what is known of the last part
 */
record Resumed(@Nullable Multipart upload, List<SentPart> parts, Overlap overlap) {
    static final Resumed NOTHING = new Resumed(null, List.of(), Overlap.NONE);
}
