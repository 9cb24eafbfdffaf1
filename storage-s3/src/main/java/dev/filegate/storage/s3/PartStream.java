package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.storage.s3.MemoryBudget.Lease;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an upload in their order: the part being filled, those on their way, and those that the service has. Nothing is sent
 * while all fits into one part. Used by one thread at a time.
 */
final class PartStream {
    /** Begins the multipart upload when the first part is full. */
    interface Beginning {
        Multipart begin(Content firstPart);
    }

    private final S3Site site;
    private final UploadTarget target;
    private final Beginning beginning;
    private final PartPlan plan;
    private final StreamSums sums;
    private final boolean hasSums;
    private @Nullable PartSender sender;
    private @Nullable PartBuffer filling;
    private int number = 1;
    private long handedOver;

    PartStream(S3Site site, UploadTarget target, Beginning beginning) {
        this(site, target, beginning, null, List.of());
    }

    /** Goes on after parts that are there already. */
    PartStream(
            S3Site site, UploadTarget target, Beginning beginning, @Nullable Multipart upload, List<SentPart> before) {
        this.site = site;
        this.target = target;
        this.beginning = beginning;
        this.plan = site.plan();
        this.number = before.size() + 1;
        this.handedOver = before.stream().mapToLong(SentPart::size).sum();
        this.sums = new StreamSums(number);
        this.hasSums = before.isEmpty();
        this.sender = upload == null ? null : newSender(upload, before);
    }

    private PartSender newSender(Multipart upload, List<SentPart> before) {
        return new PartSender(target.path(), upload, site.config().transfer().parallelParts(), before);
    }

    /** How many bytes there are. */
    long position() {
        return handedOver + (filling == null ? 0 : filling.length());
    }

    /** Adds bytes at the end; waits for memory and for the service when they cannot follow. */
    void append(ByteBuffer source) {
        if (sender != null) {
            sender.failIfFailed();
        }
        while (source.hasRemaining()) {
            roomy().append(source);
        }
    }

    private PartBuffer roomy() {
        PartBuffer buffer = filling;
        if (buffer == null) {
            buffer = sender == null ? beginningBuffer() : partBuffer();
        } else if (buffer.isFull() && sender == null && buffer.length() == S3Memory.BEGINNING) {
            Lease larger = site.memory().part(plan.size(number));
            buffer.enlarge(larger, larger.bytes());
        } else if (buffer.isFull()) {
            handOver(buffer);
            buffer = partBuffer();
        }
        filling = buffer;
        return buffer;
    }

    private PartBuffer beginningBuffer() {
        return new PartBuffer(site.memory().beginning(), S3Memory.BEGINNING);
    }

    private PartBuffer partBuffer() {
        Lease lease = site.memory().part(plan.size(number));
        return new PartBuffer(lease, lease.bytes());
    }

    private void handOver(PartBuffer part) {
        if (number > PartPlan.MAX_PARTS) {
            throw S3Failures.of(
                    target.path(),
                    Failure.NO_SPACE,
                    "needs more than 10,000 parts; more memory for uploads would make them larger");
        }
        PartSender active = sender;
        if (active == null) {
            active = newSender(beginning.begin(part), List.of());
            sender = active;
        }
        filling = null;
        handedOver += part.length();
        active.send(number, part, sums);
        number++;
    }

    /** Replaces bytes that are here already, from {@code position} on, as far as they are not on their way yet. */
    void overwrite(ByteBuffer source, long position) {
        if (filling == null || position < handedOver) {
            throw S3Failures.of(
                    target.path(), Failure.UNSUPPORTED, "bytes that are stored on S3 already cannot be written again");
        }
        filling.overwrite(source, position - handedOver);
    }

    /** What is not in a part yet. */
    Content tail() {
        return filling == null ? ByteContent.EMPTY : filling;
    }

    /** Whether all bytes are here and none is on its way or stored. */
    boolean isWhole() {
        return sender == null;
    }

    /** The checksums of all bytes; for a whole one only. */
    java.util.Map<String, String> sumsOfWhole() {
        sums.add(number, tail());
        return sums.metadata();
    }

    /** Sends the rest and waits for all parts. */
    List<SentPart> finish() {
        PartSender active = java.util.Objects.requireNonNull(sender, "nothing was sent");
        PartBuffer last = filling;
        if (last != null && last.length() > 0) {
            handOver(last);
        }
        active.await();
        active.failIfFailed();
        return active.sent();
    }

    /** Whether all bytes came through here. */
    boolean hasSums() {
        return hasSums;
    }

    /** The checksums of all bytes, after {@link #finish} and once; empty when not all of them came through here. */
    java.util.Map<String, String> sums() {
        return hasSums ? sums.metadata() : java.util.Map.of();
    }

    @Nullable
    Multipart upload() {
        return sender == null ? null : sender.upload();
    }

    /** Waits for what is on its way, and tells what the service has without a gap. */
    List<SentPart> settle() {
        if (sender == null) {
            return List.of();
        }
        sender.await();
        return sender.withoutGap();
    }

    /** Whether everything that was handed over arrived. */
    boolean isAllSent(List<SentPart> settled) {
        return settled.size() == number - 1;
    }

    /** Gives the memory back. */
    void release() {
        if (filling != null) {
            filling.release();
            filling = null;
        }
    }
}
