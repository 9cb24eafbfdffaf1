package dev.filegate.deploy.config;

import dev.filegate.storage.local.LocalConfig;
import dev.filegate.storage.s3.S3Config;
import java.util.List;

/** Something that keeps files. */
public sealed interface StorageSettings {
    /** What accounts refer to it by. */
    String name();

    /** A directory. */
    record Local(String name, LocalConfig config) implements StorageSettings {}

    /**
     * A bucket, or what lies below a prefix of its keys.
     *
     * @param where the place that declares it, for messages
     */
    record S3(String name, String where, S3Config config) implements StorageSettings {}

    /**
     * Every storage there is.
     *
     * @param memory what all storages of type s3 share
     */
    record All(List<Local> local, List<S3> s3, S3MemorySettings memory) {
        public All {
            local = List.copyOf(local);
            s3 = List.copyOf(s3);
        }
    }
}
