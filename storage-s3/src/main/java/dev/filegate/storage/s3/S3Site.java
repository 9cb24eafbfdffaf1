package dev.filegate.storage.s3;

/** What all trees of a backend work with. */
record S3Site(
        S3Objects objects, ObjectReads reads, S3Memory memory, S3Partials partials, KeyLocks locks, PartLimits limits) {
    S3Config config() {
        return objects.config();
    }

    PartPlan plan() {
        return new PartPlan(config().transfer().partSize(), memory.largestPart(), limits);
    }
}
