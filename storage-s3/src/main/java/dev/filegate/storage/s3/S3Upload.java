package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.WritableFile;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** An upload: a single request when it is small, a multipart upload when it is not; in both cases an object only once it is complete. */
final class S3Upload implements WritableFile {
    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);

    private enum State {
        WRITING,
        COMMITTED,
        OVER
    }

    private final S3Site site;
    private final UploadTarget target;
    private final Publication publication;
    private final UploadTrace trace;
    private final PartStream stream;
    private final Reordering ahead;
    private final Instant begun = ObjectInfo.seconds(Instant.now());
    private AttributeChange change = AttributeChange.NONE;
    private State state = State.WRITING;
    private volatile long position;

    /** @param resumed what was there before */
    S3Upload(S3Site site, Publication publication, UploadTrace trace, Resumed resumed) {
        this.site = site;
        this.publication = publication;
        this.target = publication.target();
        this.trace = trace;
        this.ahead = new Reordering(site.memory());
        this.stream = new PartStream(site, target, this::begin, resumed);
        this.position = stream.position();
    }

    /** Goes on a little before the end of what is stored. */
    void rewind(long to) {
        position = to;
    }

    private Multipart begin(Content firstPart) {
        return S3Failures.at(target.path(), () -> {
            Multipart upload = Multipart.begin(site.objects(), target.key(), metadata());
            trace.begun(upload, firstPart);
            return upload;
        });
    }

    private Map<String, String> metadata() {
        return S3Attributes.changed(target.inherited(), change);
    }

    /** When it began, for those who look at it meanwhile. */
    Instant begun() {
        return begun;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void write(ByteBuffer source, long at) {
        requireWriting();
        if (at > stream.position()) {
            keepAhead(source, at);
            return;
        }
        boolean isRewound = position < stream.position();
        if (at < stream.position()) {
            long end = at + source.remaining();
            stream.overwrite(source, at);
            if (isRewound && !source.hasRemaining()) {
                position = Math.max(position, Math.min(end, stream.position()));
                return;
            }
        }
        stream.append(source);
        for (ByteBuffer next = ahead.next(stream.position()); next != null; next = ahead.next(stream.position())) {
            stream.append(next);
        }
        position = stream.position();
    }

    private void keepAhead(ByteBuffer source, long at) {
        long window = site.config().transfer().window();
        if (at + source.remaining() - stream.position() > window) {
            throw S3Failures.of(
                    target.path(),
                    Failure.UNSUPPORTED,
                    "files on S3 are written from the start on; at most " + window
                            + " bytes may come ahead of their turn");
        }
        if (!ahead.put(source, at)) {
            throw S3Failures.of(
                    target.path(),
                    Failure.BUSY,
                    "the memory for what comes ahead of its turn is used up by others; try again later");
        }
    }

    @Override
    public void setAttributes(AttributeChange attributes) {
        requireWriting();
        if (attributes.hasSize()) {
            throw S3Failures.of(
                    target.path(), Failure.UNSUPPORTED, "files on S3 are neither cut nor extended in place");
        }
        change = change.and(attributes);
    }

    @Override
    public void commit() {
        requireWriting();
        if (!ahead.isEmpty()) {
            throw S3Failures.of(
                    target.path(),
                    Failure.UNSUPPORTED,
                    "bytes " + stream.position() + " to " + (ahead.first() - 1) + " were never sent");
        }
        if (position < stream.position()) {
            throw S3Failures.of(
                    target.path(),
                    Failure.UNSUPPORTED,
                    "ends before the " + stream.position() + " bytes that are stored on S3 already; begin anew");
        }
        try {
            publication.publish(stream, change);
        } catch (SdkException e) {
            throw S3Failures.of(target.path(), e);
        }
        state = State.COMMITTED;
        trace.committed(this);
        stream.release();
    }

    @Override
    public void discard() {
        if (state == State.WRITING) {
            state = State.OVER;
            drop();
        }
    }

    /** The upload never began: leaves what was there before as it was. */
    void abandon() {
        state = State.OVER;
        release();
    }

    @Override
    public void close() {
        if (state == State.WRITING) {
            state = State.OVER;
            try {
                if (trace.isKept() && stream.position() > 0 && !publication.isTaken()) {
                    keep();
                } else {
                    drop();
                }
            } catch (RuntimeException e) { // Never fails: what is not kept is cleaned by its age.
                LOG.warn("{}: what arrived cannot be kept to be resumed", S3Failures.shown(target.path()), e);
                release();
            }
        }
    }

    private void keep() {
        OutgoingParts outgoing = stream.outgoing();
        List<SentPart> parts = outgoing.settle();
        boolean isAllSent = outgoing.isAllSent(parts);
        Content tail = isAllSent ? stream.tail() : ByteContent.EMPTY;
        byte[] overlap = isAllSent ? stream.overlap().bytes() : new byte[0];
        Multipart upload = outgoing.upload();
        long sent = parts.stream().mapToLong(SentPart::size).sum();
        if (sent + tail.length() == 0) {
            drop();
            return;
        }
        trace.keep(
                new PartialRecord(target.key(), upload == null ? "" : upload.id(), sent, overlap.length),
                new JoinedContent(new ByteContent(overlap), tail));
        release();
    }

    private void drop() {
        try {
            stream.outgoing().stop();
            Multipart upload = stream.outgoing().upload();
            if (upload != null) {
                upload.abort();
            }
            trace.drop();
        } catch (SdkException e) {
            LOG.warn("{}: an upload stays behind until the next cleaning", S3Failures.shown(target.path()), e);
        } finally {
            release();
        }
    }

    private void release() {
        trace.release(this);
        ahead.clear();
        stream.release();
    }

    private void requireWriting() {
        if (state != State.WRITING) {
            throw new IllegalStateException("the upload is over: " + state);
        }
    }
}
