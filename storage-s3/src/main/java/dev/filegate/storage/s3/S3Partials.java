package dev.filegate.storage.s3;

import dev.filegate.core.path.NameCodec;
import dev.filegate.storage.s3.PartialRecord.State;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Interrupted uploads, and the running ones that would become such. Each account has at most one at a path. Everything that must survive
 * a restart is in the bucket: a record per upload, and the multipart upload it names.
 */
final class S3Partials {
    static final String KIND = "partial";
    private static final int HASH_CHARS = 32;

    private final S3Objects objects;
    private final S3Keys keys;
    private final PartialIndex index;
    private final ConcurrentHashMap<String, S3Upload> running = new ConcurrentHashMap<>();

    S3Partials(S3Objects objects, S3Keys keys, InstantSource clock) {
        this.objects = objects;
        this.keys = keys;
        this.index = new PartialIndex(objects, keys.hidden(KIND), clock);
    }

    /** What an account's upload to a key is known as: the same in every process, and telling nothing of either. */
    static String name(String owner, String key) {
        return hash(key) + "-" + hash(owner);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(NameCodec.encode(text));
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }

    /** A new key for a staged part. */
    String stagedKey() {
        return keys.hidden(StagedPart.KIND, UUID.randomUUID().toString());
    }

    /** Makes an upload the one that is seen under this name while it runs; false when another is. */
    boolean reserve(String name, S3Upload upload) {
        return running.putIfAbsent(name, upload) == null;
    }

    void release(String name, S3Upload upload) {
        running.remove(name, upload);
    }

    @Nullable
    S3Upload running(String name) {
        return running.get(name);
    }

    int countRunning() {
        return running.size();
    }

    int countKept() {
        return index.size();
    }

    /** What was interrupted under this name; null when there is nothing that could be resumed. */
    @Nullable
    State find(String name) {
        if (!index.mayHave(name)) {
            return null;
        }
        ObjectInfo object = objects.head(keys.hidden(KIND, name));
        PartialRecord record = object == null ? null : PartialRecord.read(object);
        State state = object == null || record == null ? null : record.state(objects, object);
        return state == null || state.position() == 0 ? null : state;
    }

    /** Writes down what is needed to find an upload again. */
    void write(String name, PartialRecord record, Content tail) {
        objects.put(keys.hidden(KIND, name), tail, record.metadata());
        index.added(name);
    }

    /** Forgets the record; the multipart upload is somebody else's business now. */
    void delete(String name) {
        objects.delete(keys.hidden(KIND, name));
        index.removed(name);
    }

    /** Gives up an interrupted upload for good. False when there is none. */
    boolean drop(String name) {
        if (!index.mayHave(name)) {
            return false;
        }
        ObjectInfo object = objects.head(keys.hidden(KIND, name));
        if (object == null) {
            index.removed(name);
            return false;
        }
        drop(name, object);
        return true;
    }

    private void drop(String name, ObjectInfo object) {
        PartialRecord record = PartialRecord.read(object);
        if (record != null && !record.uploadId().isEmpty()) {
            new Multipart(objects, record.key(), record.uploadId()).abort();
        }
        delete(name);
    }

    /** A file has come or gone at a key: what any account has interrupted there is of no use any more. Running uploads are let be. */
    void fileChanged(String key) {
        for (String name : index.startingWith(hash(key) + "-")) {
            if (!running.containsKey(name)) {
                drop(name);
            }
        }
    }
}
