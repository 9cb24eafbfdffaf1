package dev.filegate.deploy.config;

import dev.filegate.storage.local.LocalConfig;
import dev.filegate.storage.local.LocalConfig.Fsync;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys of storages. */
final class StorageKeys {
    /** What the names of storages stand below. */
    static final String ABOVE = "filegate.storage";

    final KeyGroup group = new KeyGroup(
            "Storages",
            "`<name>` is a name of your choice, which accounts refer to. Storages of type `s3` are not in this version.");

    final Key<Type> type = group.add(Key.of("filegate.storage.<name>.type", ValueTypes.oneOf(Type.class))
            .unavailable("S3 storage", type -> type == Type.S3)
            .means("What keeps the files: `local` for a directory, `s3` for a bucket."));
    final Key<Path> root = group.add(Key.of("filegate.storage.<name>.root", ValueTypes.PATH)
            .means("`local`: the directory that holds the files; created when it is missing."));
    final Key<Fsync> fsync = group.add(
            Key.of("filegate.storage.<name>.fsync", ValueTypes.oneOf(Fsync.class))
                    .byDefault("commit")
                    .means(
                            "`local`: what is flushed to the disk before an upload is a success: `commit` the content, so that after a crash of the machine there is the old file or the new one, whole; `always` the name as well; `never` nothing."));
    final Key<String> bucket = s3("bucket", "name of the bucket");
    final Key<String> prefix = s3("prefix", "what the keys of all files begin with");
    final Key<String> region = s3("region", "region of the bucket");
    final Key<String> endpoint = s3("endpoint", "address of a service other than Amazon's");
    final Key<String> pathStyle = s3("path-style", "whether the bucket is named in the path");
    final Key<String> accessKey = s3("access-key", "access key");
    final Key<String> secretKey = s3("secret-key", "secret key; the SDK's credential chain when not set");
    final Key<String> partSize = s3("part-size", "size of the parts of uploads");
    final Key<String> storageClass = s3("storage-class", "storage class of new objects");
    final Key<String> sse = s3("sse", "server-side encryption");
    final Key<String> checksums = s3("checksums", "when checksums are sent");

    /** Known, so that a storage of type {@code s3} is answered with one error and not with one for each key. */
    private Key<String> s3(String name, String meaning) {
        return group.add(Key.of("filegate.storage.<name>." + name, ValueTypes.TEXT)
                .means("`" + ValueTypes.word(Type.S3) + "`: " + meaning + "."));
    }

    private List<Key<String>> s3Keys() {
        return List.of(
                bucket,
                prefix,
                region,
                endpoint,
                pathStyle,
                accessKey,
                secretKey,
                partSize,
                storageClass,
                sse,
                checksums);
    }

    /** The storages, in the order they were met. */
    List<StorageSettings> read(Values values, UploadSettings uploads) {
        List<StorageSettings> storages = new ArrayList<>();
        for (String name : values.names(ABOVE)) {
            if (!values.isGiven(type, name)) {
                values.reportMissing(type, "write " + type.type().description(), name);
            } else if (values.find(type, name).isPresent()) {
                readLocal(values, uploads, name).ifPresent(storages::add);
            }
        }
        return storages;
    }

    private Optional<StorageSettings> readLocal(Values values, UploadSettings uploads, String name) {
        for (Key<String> key : s3Keys()) {
            if (values.isGiven(key, name)) {
                values.report(key, "belongs to storages of type s3", "remove it", name);
            }
        }
        if (!values.isGiven(root, name)) {
            values.reportMissing(root, "name the directory that holds the files", name);
        }
        return values.find(root, name)
                .map(directory -> new StorageSettings(
                        name,
                        new LocalConfig(
                                directory, values.get(fsync, name), uploads.visibility(), uploads.partialTtl())));
    }

    /** Kinds of storage. */
    enum Type {
        LOCAL,
        S3
    }
}
