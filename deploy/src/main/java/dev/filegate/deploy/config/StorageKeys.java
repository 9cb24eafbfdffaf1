package dev.filegate.deploy.config;

import dev.filegate.storage.local.LocalConfig;
import dev.filegate.storage.local.LocalConfig.Fsync;
import dev.filegate.storage.local.LocalConfig.Visibility;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys of storages. */
final class StorageKeys {
    /** What the names of storages stand below. */
    static final String ABOVE = "filegate.storage";

    final KeyGroup group = new KeyGroup("Storages", "`<name>` is a name of your choice, which accounts refer to.");

    final Key<Type> type = group.add(Key.of("filegate.storage.<name>.type", ValueTypes.oneOf(Type.class))
            .means("What keeps the files: `local` for a directory, `s3` for a bucket."));
    final Key<Path> root = group.add(Key.of("filegate.storage.<name>.root", ValueTypes.PATH)
            .means("`local`: the directory that holds the files; created when it is missing."));
    final Key<Fsync> fsync = group.add(
            Key.of("filegate.storage.<name>.fsync", ValueTypes.oneOf(Fsync.class))
                    .byDefault("commit")
                    .means(
                            "`local`: what is flushed to the disk before an upload is a success: `commit` the content, so that after a crash of the machine there is the old file or the new one, whole; `always` the name as well; `never` nothing."));

    final BucketKeys buckets = new BucketKeys();

    /** The storages, in the order they were met. */
    StorageSettings.All read(Values values, UploadSettings uploads) {
        List<StorageSettings.Local> local = new ArrayList<>();
        List<StorageSettings.S3> s3 = new ArrayList<>();
        for (String name : values.names(ABOVE)) {
            if (!values.isGiven(type, name)) {
                values.reportMissing(type, "write " + type.type().description(), name);
            } else if (values.find(type, name).isPresent()) {
                switch (values.find(type, name).orElseThrow()) {
                    case LOCAL -> readLocal(values, uploads, name).ifPresent(local::add);
                    case S3 -> readBucket(values, uploads, name).ifPresent(s3::add);
                }
            }
        }
        if (!s3.isEmpty() && uploads.visibility() == Visibility.IMMEDIATE) {
            values.warn("filegate.uploads.visibility: immediate has no effect on storages of type s3,"
                    + " where a file appears when its upload is complete");
        }
        return new StorageSettings.All(local, s3, buckets.readMemory(values));
    }

    private Optional<StorageSettings.Local> readLocal(Values values, UploadSettings uploads, String name) {
        refuse(buckets.ofOneStorage(), Type.S3, values, name);
        if (!values.isGiven(root, name)) {
            values.reportMissing(root, "name the directory that holds the files", name);
        }
        return values.find(root, name)
                .map(directory -> new StorageSettings.Local(
                        name,
                        new LocalConfig(
                                directory, values.get(fsync, name), uploads.visibility(), uploads.partialTtl())));
    }

    private Optional<StorageSettings.S3> readBucket(Values values, UploadSettings uploads, String name) {
        refuse(List.of(root, fsync), Type.LOCAL, values, name);
        String where = values.where(type, name);
        return buckets.read(values, uploads, name).map(config -> new StorageSettings.S3(name, where, config));
    }

    private static void refuse(List<Key<?>> keys, Type owner, Values values, String name) {
        for (Key<?> key : keys) {
            if (!values.where(key, name).equals(GivenTexts.DEFAULT)) {
                values.report(key, "belongs to storages of type " + ValueTypes.word(owner), "remove it", name);
            }
        }
    }

    /** Kinds of storage. */
    enum Type {
        LOCAL,
        S3
    }
}
