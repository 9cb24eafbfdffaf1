package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.storage.AttributeChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** The moment an upload becomes an object: what must be so for it, and what it takes. */
final class Publication {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final S3Site site;
    private final S3Names names;
    private final UploadTarget target;

    Publication(S3Site site, S3Names names, UploadTarget target) {
        this.site = site;
        this.names = names;
        this.target = target;
    }

    UploadTarget target() {
        return target;
    }

    /** Whether there is a committed file, so that what was interrupted is of no use. */
    boolean isTaken() {
        return site.objects().head(target.key()) != null;
    }

    void publish(PartStream stream, AttributeChange change) {
        if (!stream.isWhole()) {
            stream.finish();
        }
        site.locks().holding(target.key(), () -> {
            requireRoom();
            return stream.isWhole() ? putWhole(stream, change) : completeParts(stream, change);
        });
    }

    private void requireRoom() {
        if (!names.isDirectory(target.path().parent())) {
            throw S3Failures.of(
                    target.path(), Failure.NOT_FOUND, "the directory was deleted while the file was uploaded");
        }
        String asDirectory = target.key() + "/";
        if (names.known().isKnown(asDirectory) && site.objects().isAny(asDirectory)) {
            throw S3Failures.isDirectory(target.path());
        }
        if (target.createNew() && site.objects().head(target.key()) != null) {
            throw S3Failures.alreadyExists(target.path());
        }
    }

    private boolean putWhole(PartStream stream, AttributeChange change) {
        Map<String, String> metadata = new HashMap<>(S3Attributes.changed(target.inherited(), change));
        metadata.putAll(stream.sumsOfWhole());
        if (!target.createNew()) {
            site.objects().put(target.key(), stream.tail(), metadata);
            return true;
        }
        try {
            site.objects().putNew(target.key(), stream.tail(), metadata);
        } catch (SdkException e) {
            if (S3Failures.isStatus(e, S3Failures.PRECONDITION_FAILED) || S3Failures.isStatus(e, 409)) {
                throw S3Failures.alreadyExists(target.path());
            }
            throw e;
        }
        return true;
    }

    private boolean completeParts(PartStream stream, AttributeChange change) {
        List<SentPart> parts = stream.finish();
        Multipart upload = Objects.requireNonNull(stream.outgoing().upload());
        ObjectInfo made = new Completion(site.objects()).complete(target.path(), upload, parts);
        // What was asked for after the first part could not go with the beginning.
        Map<String, String> wanted = S3Attributes.changed(made.metadata(), change);
        if (!wanted.equals(made.metadata())) {
            Map<String, String> all = new HashMap<>(wanted);
            all.putAll(stream.outgoing().sums());
            addAttributes(made, all);
        } else if (stream.outgoing().hasSums()) {
            new StoredSums(site.objects()).add(made, stream.outgoing().sums());
        }
        return true;
    }

    private void addAttributes(ObjectInfo made, Map<String, String> wanted) {
        try {
            if (!new S3Copies(site.objects()).changeMetadata(made, wanted)) {
                LOG.info("{}: too large for its attributes to be changed", S3Failures.shown(target.path()));
            }
        } catch (SdkException e) {
            LOG.warn("{}: uploaded, but without all of its attributes", S3Failures.shown(target.path()), e);
        }
    }
}
