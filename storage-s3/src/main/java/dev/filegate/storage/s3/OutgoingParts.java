package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of an upload is on its way or with the service: a part for each buffer at first, staged parts of many buffers once half of the
 * numbers are used. Used by one thread at a time.
 */
final class OutgoingParts {
    /** Begins the multipart upload when the first part is full. */
    interface Beginning {
        Multipart begin(Content firstPart);
    }

    private final S3Site site;
    private final VirtualPath path;
    private final Beginning beginning;
    private final PartPlan plan;
    private final StreamSums sums = new StreamSums();
    private final boolean hasSums;
    private @Nullable PartSender sender;
    private @Nullable StagedPart stage;
    private int number;
    private int turn;
    private long length;

    /** @param before parts that are there already; of {@code upload}, which is null when there are none */
    OutgoingParts(
            S3Site site, VirtualPath path, Beginning beginning, @Nullable Multipart upload, List<SentPart> before) {
        this.site = site;
        this.path = path;
        this.beginning = beginning;
        this.plan = site.plan();
        this.number = before.size() + 1;
        this.length = before.stream().mapToLong(SentPart::size).sum();
        this.hasSums = before.isEmpty();
        this.sender = upload == null ? null : PartSender.after(site, path, upload, before);
    }

    /** Whether there is a multipart upload. */
    boolean hasBegun() {
        return sender != null;
    }

    /** Bytes that were handed over. */
    long length() {
        return length;
    }

    /** Bytes of the next buffer, when memory is not short. */
    long nextSize() {
        return plan.size(number);
    }

    void failIfFailed() {
        if (sender != null) {
            sender.failIfFailed();
        }
        if (stage != null) {
            stage.failIfFailed();
        }
    }

    /** Begins whatever must be there before a buffer can be sent; when that fails, the buffer is still the caller's. */
    void prepare(Content next) {
        if (sender == null) {
            sender = PartSender.after(site, path, beginning.begin(next), List.of());
        }
        if (stage == null && plan.isStaged(number)) {
            if (number > plan.limits().numbers()) {
                throw S3Failures.of(
                        path,
                        Failure.NO_SPACE,
                        "was interrupted too often for the 10,000 parts of a file on S3; begin anew");
            }
            stage = StagedPart.begin(site, path);
        }
    }

    /** Sends a buffer after {@link #prepare}, and releases it when it is sent; waits while enough others are on their way. */
    void send(PartBuffer part) {
        PartSender active = Objects.requireNonNull(sender, "not prepared");
        StagedPart open = stage;
        length += part.length();
        turn++;
        if (open == null) {
            active.send(number, part, sums, turn - 1);
            number++;
            return;
        }
        open.add(part, sums, turn - 1);
        if (open.length() >= plan.limits().staged()) {
            joinStage(active);
        }
    }

    private void joinStage(PartSender active) {
        StagedPart full = stage;
        if (full != null) {
            active.join(number, full);
            stage = null;
            number++;
        }
    }

    /** Waits for all parts; fails if one did. */
    List<SentPart> finish() {
        PartSender active = Objects.requireNonNull(sender, "nothing was sent");
        joinStage(active);
        active.await();
        active.failIfFailed();
        return active.sent();
    }

    /** Waits for what is on its way, and tells what the service has without a gap. */
    List<SentPart> settle() {
        PartSender active = sender;
        if (active == null) {
            return List.of();
        }
        if (!active.hasFailed()) {
            joinStage(active);
        }
        stop();
        return active.withoutGap();
    }

    /** Waits for what is on its way, and gives up what is not a part yet. */
    void stop() {
        if (stage != null) {
            stage.drop();
            stage = null;
        }
        if (sender != null) {
            sender.await();
        }
    }

    /** Whether everything that was handed over arrived. */
    boolean isAllSent(List<SentPart> settled) {
        return settled.stream().mapToLong(SentPart::size).sum() == length;
    }

    @Nullable
    Multipart upload() {
        return sender == null ? null : sender.upload();
    }

    /** Whether all bytes came through here. */
    boolean hasSums() {
        return hasSums;
    }

    /** The checksums of all bytes, after {@link #finish} and once; empty when not all of them came through here. */
    Map<String, String> sums() {
        return hasSums ? sums.metadata() : Map.of();
    }

    /** The checksums of an upload of which nothing was sent yet; once. */
    Map<String, String> sumsOf(Content whole) {
        sums.add(turn, whole);
        return sums.metadata();
    }
}
