package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.storage.s3.MemoryBudget.Lease;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an upload in their order: the part being filled, those on their way, and those that the service has. Nothing is sent
 * while all fits into one part. Used by one thread at a time.
 */
final class PartStream {
    private final S3Site site;
    private final UploadTarget target;
    private final OutgoingParts outgoing;
    private @Nullable PartBuffer filling;
    private Overlap overlap;

    /** @param resumed what is there already */
    PartStream(S3Site site, UploadTarget target, OutgoingParts.Beginning beginning, Resumed resumed) {
        this.site = site;
        this.target = target;
        this.outgoing = new OutgoingParts(site, target.path(), beginning, resumed.upload(), resumed.parts());
        this.overlap = resumed.overlap();
    }

    /** How many bytes there are. */
    long position() {
        return outgoing.length() + (filling == null ? 0 : filling.length());
    }

    /** Adds bytes at the end; waits for memory and for the service when they cannot follow. */
    void append(ByteBuffer source) {
        outgoing.failIfFailed();
        if (position() + source.remaining() > site.limits().object()) {
            throw S3Failures.of(
                    target.path(),
                    Failure.NO_SPACE,
                    "a file on S3 has at most " + (site.limits().object() >> 30) + " GiB");
        }
        while (source.hasRemaining()) {
            roomy().append(source);
        }
    }

    private PartBuffer roomy() {
        PartBuffer buffer = filling;
        if (buffer == null) {
            buffer = outgoing.hasBegun() ? partBuffer() : beginningBuffer();
        } else if (buffer.isFull() && !outgoing.hasBegun() && buffer.length() == S3Memory.BEGINNING) {
            Lease larger = site.memory().part(outgoing.nextSize());
            buffer.enlarge(larger, S3Memory.capacity(larger));
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
        Lease lease = site.memory().part(outgoing.nextSize());
        return new PartBuffer(lease, S3Memory.capacity(lease));
    }

    private void handOver(PartBuffer part) {
        outgoing.prepare(part);
        filling = null;
        overlap = overlap.after(part, outgoing.length());
        outgoing.send(part);
    }

    /** Replaces bytes that are here already, from {@code position} on; those on their way are stored and can only be sent again as they were. */
    void overwrite(ByteBuffer source, long position) {
        long stored = outgoing.length() - position;
        if (stored > 0) {
            int again = (int) Math.min(stored, source.remaining());
            if (!overlap.isSame(source.slice(source.position(), again), position)) {
                throw S3Failures.of(
                        target.path(),
                        Failure.UNSUPPORTED,
                        "the first " + outgoing.length()
                                + " bytes are stored on S3 already and cannot be changed; begin anew");
            }
            source.position(source.position() + again);
        }
        if (filling != null && source.hasRemaining()) {
            filling.overwrite(source, Math.max(0, -stored));
        }
    }

    /** What of the stored bytes is known still. */
    Overlap overlap() {
        return overlap;
    }

    /** What is not in a part yet. */
    Content tail() {
        return filling == null ? ByteContent.EMPTY : filling;
    }

    /** Whether all bytes are here and none is on its way or stored. */
    boolean isWhole() {
        return !outgoing.hasBegun();
    }

    /** The checksums of all bytes; for a whole one only. */
    Map<String, String> sumsOfWhole() {
        return outgoing.sumsOf(tail());
    }

    /** Sends the rest and waits for all parts. */
    List<SentPart> finish() {
        PartBuffer last = filling;
        if (last != null && last.length() > 0) {
            handOver(last);
        }
        return outgoing.finish();
    }

    OutgoingParts outgoing() {
        return outgoing;
    }

    /** Gives the memory back. */
    void release() {
        if (filling != null) {
            filling.release();
            filling = null;
        }
    }
}
