package dev.filegate.storage.s3;

/**
 * A bucket, or what lies below a prefix of its keys.
 *
 * @param name name of the bucket
 * @param prefix what the keys of all files begin with, without a slash at its begin and with one at its end; empty for the whole bucket
 * @param region region to sign for, {@code us-east-1} for services that have none
 * @param endpoint address of the service with its scheme ({@code https://s3.example.org}); empty for Amazon's own in the region
 */
public record S3Location(String name, String prefix, String region, String endpoint) {
    public S3Location {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the bucket has no name");
        }
        if (region.isBlank()) {
            throw new IllegalArgumentException(
                    "the bucket's region is missing; services without regions take us-east-1");
        }
        prefix = normalised(prefix);
    }

    /** A whole bucket of Amazon's. */
    public static S3Location of(String name, String region) {
        return new S3Location(name, "", region, "");
    }

    private static String normalised(String prefix) {
        String bare = prefix;
        while (bare.startsWith("/")) {
            bare = bare.substring(1);
        }
        return bare.isEmpty() || bare.endsWith("/") ? bare : bare + "/";
    }

    /** As messages name it: {@code s3://bucket/prefix/}. */
    @Override
    public String toString() {
        return "s3://" + name + "/" + prefix;
    }
}
