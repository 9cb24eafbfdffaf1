package dev.filegate.storage.s3;

/**
 * How an S3 storage is reached and behaves; {@link #of} has the defaults, the {@code with} methods change one group each.
 *
 * @param bucket which bucket, and where ({@code filegate.storage.<name>.bucket, .prefix, .region, .endpoint})
 * @param access who asks
 * @param dialect what the service expects that is not Amazon's
 * @param network how long to wait, and which way to go
 * @param objects what new objects get
 * @param transfer how content is carried
 */
public record S3Config(
        S3Location bucket,
        S3Access access,
        S3Dialect dialect,
        S3Network network,
        S3ObjectOptions objects,
        S3Transfer transfer) {

    /** With the defaults for Amazon's own service and the SDK's chain of credentials. */
    public static S3Config of(S3Location bucket) {
        return new S3Config(
                bucket,
                new S3Access.Chain(),
                S3Dialect.DEFAULT,
                S3Network.DEFAULT,
                S3ObjectOptions.DEFAULT,
                S3Transfer.DEFAULT);
    }

    public S3Config withAccess(S3Access other) {
        return new S3Config(bucket, other, dialect, network, objects, transfer);
    }

    public S3Config withDialect(S3Dialect other) {
        return new S3Config(bucket, access, other, network, objects, transfer);
    }

    public S3Config withNetwork(S3Network other) {
        return new S3Config(bucket, access, dialect, other, objects, transfer);
    }

    public S3Config withObjects(S3ObjectOptions other) {
        return new S3Config(bucket, access, dialect, network, other, transfer);
    }

    public S3Config withTransfer(S3Transfer other) {
        return new S3Config(bucket, access, dialect, network, objects, other);
    }
}
