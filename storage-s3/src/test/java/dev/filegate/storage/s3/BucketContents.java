package dev.filegate.storage.s3;

import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks into a storage's bucket past the gateway. */
final class BucketContents implements AutoCloseable {
    private final S3Config config;
    private final S3Client client;

    BucketContents(S3Config config) {
        this.config = config;
        this.client = S3Clients.open(config, S3Observer.NONE);
    }

    S3Client client() {
        return client;
    }

    String bucket() {
        return config.bucket().name();
    }

    String prefix() {
        return config.bucket().prefix();
    }

    /** Keys of multipart uploads that are neither completed nor aborted. */
    List<String> uploads() {
        return client.listMultipartUploads(request -> request.bucket(bucket()).prefix(prefix())).uploads().stream()
                .map(MultipartUpload::key)
                .filter(key -> key.startsWith(prefix()))
                .toList();
    }

    /** Keys below the storage's prefix. */
    List<String> keys() {
        return client.listObjectsV2(request -> request.bucket(bucket()).prefix(prefix())).contents().stream()
                .map(S3Object::key)
                .map(key -> key.substring(prefix().length()))
                .toList();
    }

    /** Those that clients never see. */
    List<String> hidden() {
        return keys().stream().filter(key -> key.startsWith(S3Keys.HIDDEN)).toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
