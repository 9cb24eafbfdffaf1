package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.storage.s3.PartialRecord.State;
import dev.filegate.storage.s3.S3Names.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Begins uploads of one account: finds out what they replace, continue or append to. */
final class S3Uploads {
    private static final int CHUNK = 64 << 10;

    private final S3Site site;
    private final S3Names names;
    private final String owner;

    S3Uploads(S3Site site, S3Names names, String owner) {
        this.site = site;
        this.names = names;
        this.owner = owner;
    }

    S3Upload open(VirtualPath path, WriteMode mode) {
        if (mode instanceof WriteMode.InPlace) {
            throw S3Failures.of(
                    path, Failure.UNSUPPORTED, "files on S3 are not changed in place, but written as a whole");
        }
        names.refuseHidden(path);
        names.requireDirectory(path, path.parent());
        boolean createNew = mode instanceof WriteMode.CreateNew;
        return switch (obstacle(path, mode)) {
            case Found.Directory _ -> throw createNew ? S3Failures.alreadyExists(path) : S3Failures.isDirectory(path);
            case Found.File(ObjectInfo object) -> overFile(path, mode, object);
            case Found.Nothing _ -> {
                String name = name(path);
                UploadTarget target = new UploadTarget(path, names.keys().file(path), Map.of(), createNew);
                yield site.locks().holding(name, () -> atFreeName(target, mode, name));
            }
        };
    }

    /** Only what replaces whatever is there may rely on what was seen a moment ago. */
    private Found obstacle(VirtualPath path, WriteMode mode) {
        boolean replaces =
                mode instanceof WriteMode.Replace || (mode instanceof WriteMode.ResumeAt(long at) && at == 0);
        return replaces ? names.obstacleToReplacing(path) : names.obstacle(path);
    }

    /** What this account's upload to a path is known as. */
    String name(VirtualPath path) {
        return S3Partials.name(owner, names.keys().file(path));
    }

    private S3Upload overFile(VirtualPath path, WriteMode mode, ObjectInfo object) {
        if (mode instanceof WriteMode.CreateNew) {
            throw S3Failures.alreadyExists(path);
        }
        UploadTarget target = new UploadTarget(path, object.key(), S3Attributes.inherited(object.metadata()), false);
        UploadTrace trace = UploadTrace.passing(site.partials(), object.key());
        long head = head(path, mode, object.size());
        if (head >= S3Transfer.MIN_PART) {
            return new S3Upload(site, publication(target), trace, copied(target, trace, object, head));
        }
        S3Upload upload = new S3Upload(site, publication(target), trace, Resumed.NOTHING);
        return head == 0 ? upload : fill(upload, path, object, 0, head);
    }

    private Resumed copied(UploadTarget target, UploadTrace trace, ObjectInfo source, long head) {
        Multipart upload = Multipart.begin(site.objects(), target.key(), target.inherited());
        trace.begun(upload, ByteContent.EMPTY);
        try {
            List<SentPart> parts = new RangeCopies(site.objects()).copy(target.path(), source, head, upload);
            return new Resumed(upload, parts, Overlap.NONE);
        } catch (RuntimeException e) {
            upload.abort();
            trace.drop();
            throw e;
        }
    }

    private S3Upload atFreeName(UploadTarget target, WriteMode mode, String name) {
        boolean resumes = mode instanceof WriteMode.Append || (mode instanceof WriteMode.ResumeAt(long at) && at > 0);
        if (site.partials().running(name) != null) {
            if (resumes) {
                throw S3Failures.of(
                        target.path(),
                        Failure.BUSY,
                        "the upload to be continued is still being written by another session");
            }
            UploadTrace trace = UploadTrace.passing(site.partials(), target.key());
            return new S3Upload(site, publication(target), trace, Resumed.NOTHING);
        }
        UploadTrace trace = UploadTrace.kept(site.partials(), target.key(), name);
        State state = resumes ? site.partials().find(name) : null;
        if (!resumes) {
            site.partials().drop(name);
        }
        long head = head(target.path(), mode, state == null ? 0 : state.position());
        S3Upload upload = state == null || head == 0
                ? new S3Upload(site, publication(target), trace, Resumed.NOTHING)
                : resumed(target, trace, state, head);
        trace.reserve(upload);
        return upload;
    }

    private S3Upload resumed(UploadTarget target, UploadTrace trace, State state, long head) {
        long fromTail = head - state.inParts();
        if (fromTail < -state.overlap()) {
            throw S3Failures.of(
                    target.path(),
                    Failure.UNSUPPORTED,
                    "S3 has stored the first " + state.inParts()
                            + " bytes and gives nobody a part of them back; go on from "
                            + (state.inParts() - state.overlap()) + " to " + state.position() + ", or begin anew");
        }
        trace.found(Math.max(0, fromTail));
        Multipart multipart = state.record().uploadId().isEmpty()
                ? null
                : new Multipart(site.objects(), target.key(), state.record().uploadId());
        Resumed resumed = new Resumed(multipart, state.parts(), overlap(target.path(), state));
        S3Upload upload = new S3Upload(site, publication(target), trace, resumed);
        if (fromTail > 0) {
            return fill(upload, target.path(), state.object(), state.overlap(), fromTail);
        }
        upload.rewind(head);
        return upload;
    }

    private Overlap overlap(VirtualPath path, State state) {
        if (state.overlap() == 0) {
            return Overlap.NONE;
        }
        byte[] bytes = new byte[state.overlap()];
        site.reads().fetch(path, state.object(), 0, bytes, bytes.length, ObjectReads.Progress.UNWATCHED);
        return new Overlap(state.inParts(), bytes);
    }

    /** How many bytes of what is there are kept. */
    private static long head(VirtualPath path, WriteMode mode, long size) {
        return switch (mode) {
            case WriteMode.Append _ -> size;
            case WriteMode.ResumeAt(long offset) -> {
                if (offset > size) {
                    throw S3Failures.of(path, Failure.UNSUPPORTED, "only " + size + " bytes are there to resume after");
                }
                yield offset;
            }
            case WriteMode.CreateNew _, WriteMode.Replace _, WriteMode.InPlace _ -> 0;
        };
    }

    private Publication publication(UploadTarget target) {
        return new Publication(site, names, target);
    }

    /** Adds bytes of an object. */
    private S3Upload fill(S3Upload upload, VirtualPath path, ObjectInfo source, long from, long length) {
        try (ResponseInputStream<GetObjectResponse> body = site.objects().get(source.key(), from, from + length - 1)) {
            if (!source.isSame(body.response().eTag())) {
                throw S3Failures.of(path, Failure.BUSY, "the file was replaced while it was read; try again");
            }
            byte[] chunk = new byte[CHUNK];
            long left = length;
            while (left > 0) {
                int count = body.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
                if (count == 0) {
                    throw SdkClientException.create("the body ended " + left + " bytes early");
                }
                upload.write(ByteBuffer.wrap(chunk, 0, count), upload.position());
                left -= count;
            }
            return upload;
        } catch (IOException e) {
            upload.abandon();
            throw S3Failures.of(path, SdkClientException.create("the body broke off", e));
        } catch (RuntimeException e) {
            upload.abandon();
            throw e;
        }
    }

    /** What this account has at a path without a committed file: a running upload or an interrupted one; null when there is neither. */
    @Nullable
    Unfinished unfinished(VirtualPath path) {
        String name = name(path);
        S3Upload running = site.partials().running(name);
        if (running != null) {
            return new Unfinished(running.position(), running.begun(), true);
        }
        State state = site.partials().find(name);
        return state == null
                ? null
                : new Unfinished(state.position(), state.object().modified(), false);
    }

    /** An upload that is not a file yet. */
    record Unfinished(long size, Instant modified, boolean isRunning) {}

    /** Deletes what was interrupted at a path; false when there is nothing. */
    boolean deleteUnfinished(VirtualPath path) {
        String name = name(path);
        return site.locks().holding(name, () -> {
            if (site.partials().running(name) != null) {
                throw new GatewayException(Failure.BUSY, S3Failures.shown(path) + ": is being uploaded");
            }
            return site.partials().drop(name);
        });
    }
}
