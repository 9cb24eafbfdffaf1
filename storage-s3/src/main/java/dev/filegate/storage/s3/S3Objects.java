package dev.filegate.storage.s3;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The requests about whole objects, one method each. Throws what the SDK throws; {@link S3Failures} gives it words. */
final class S3Objects {
    private final S3Client client;
    private final S3Config config;
    private final ObjectRequests requests;
    private final KnownNames names;

    S3Objects(S3Client client, S3Config config, InstantSource clock) {
        this.client = client;
        this.config = config;
        this.names = new KnownNames(this, clock);
        this.requests = new ObjectRequests(config.bucket(), config.objects());
    }

    S3Client client() {
        return client;
    }

    /** Which names are free, as far as known without asking. */
    KnownNames names() {
        return names;
    }

    ObjectRequests requests() {
        return requests;
    }

    S3Config config() {
        return config;
    }

    String bucket() {
        return config.bucket().name();
    }

    /** Whether CRC32C goes with what is sent, and not {@code Content-MD5}. */
    boolean sendsCrc() {
        return switch (config.dialect().checksums()) {
            case REQUIRED -> true;
            case WHEN_NEEDED -> false;
        };
    }

    /**
     * Whether {@code Content-MD5} goes with what is sent. Over plain http it need not: the signature covers the content there, and costs as
     * much to compute.
     */
    boolean sendsMd5() {
        return !sendsCrc() && !config.bucket().endpoint().startsWith("http:");
    }

    /** What is known of an object; null when there is none, or when the service does not say which (no right to list). */
    @Nullable
    ObjectInfo head(String key) {
        try {
            return ObjectInfo.of(key, client.headObject(requests.head(key).build()));
        } catch (SdkException e) {
            if (S3Failures.isStatus(e, S3Failures.NOT_FOUND) || S3Failures.isStatus(e, S3Failures.FORBIDDEN)) {
                return null;
            }
            throw e;
        }
    }

    /** Bytes {@code from} to {@code last}, both included; the caller closes the stream. */
    ResponseInputStream<GetObjectResponse> get(String key, long from, long last) {
        return client.getObject(range(key, from, last).build());
    }

    GetObjectRequest.Builder range(String key, long from, long last) {
        return requests.get(key).range("bytes=" + from + "-" + last);
    }

    /** @return the ETag of the new object */
    String put(String key, Content content, Map<String, String> metadata) {
        return put(requests.put(key, metadata), content);
    }

    /** Fails with 412 when there is an object, on services that know the condition; {@link S3Dialect#conditionalWrites}. */
    String putNew(String key, Content content, Map<String, String> metadata) {
        PutObjectRequest.Builder request = requests.put(key, metadata);
        if (config.dialect().conditionalWrites()) {
            request.ifNoneMatch("*");
        }
        return put(request, content);
    }

    private String put(PutObjectRequest.Builder request, Content content) {
        if (sendsCrc()) {
            request.checksumCRC32C(content.crc32c());
        } else if (sendsMd5()) {
            request.contentMD5(content.md5());
        }
        PutObjectRequest whole = request.contentLength(content.length()).build();
        try {
            return client.putObject(whole, content.body()).eTag();
        } finally {
            names.wrote(whole.key());
        }
    }

    void delete(String key) {
        client.deleteObject(request -> request.bucket(bucket()).key(key));
    }

    /** Deletes up to 1,000 objects in one request. */
    void delete(List<String> keys) {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        client.deleteObjects(request -> request.bucket(bucket())
                .delete(Delete.builder().objects(objects).quiet(true).build()));
    }

    /** Copies an object of at most 5 GiB inside the service. The ETag of the copy. */
    String copy(ObjectInfo source, String target) {
        return copy(requests.copy(source.key(), target), source);
    }

    /** Copies an object of at most 5 GiB, with other metadata; onto itself that changes the metadata. The ETag of the copy. */
    String copy(ObjectInfo source, String target, Map<String, String> metadata) {
        CopyObjectRequest.Builder request =
                requests.copy(source.key(), target).metadata(metadata).metadataDirective(MetadataDirective.REPLACE);
        source.headers().applyTo(request);
        return copy(request, source);
    }

    private String copy(CopyObjectRequest.Builder request, ObjectInfo source) {
        CopyObjectRequest whole = request.copySourceIfMatch(source.etag())
                .overrideConfiguration(calls -> calls.apiCallTimeout(longTimeout()))
                .build();
        try {
            return client.copyObject(whole).copyObjectResult().eTag();
        } finally {
            names.wrote(whole.destinationKey());
        }
    }

    /** For what moves many bytes in one request. */
    java.time.Duration longTimeout() {
        return config.network().callTimeout().multipliedBy(5);
    }

    /** The first keys with a prefix, in their order. */
    ListObjectsV2Response first(String prefix, int count) {
        return client.listObjectsV2(
                request -> request.bucket(bucket()).prefix(prefix).maxKeys(count));
    }

    /** The first keys with a prefix that have no slash after it, and the prefixes up to the next slash. */
    ListObjectsV2Response firstLevel(String prefix, int count) {
        return client.listObjectsV2(request ->
                request.bucket(bucket()).prefix(prefix).delimiter("/").maxKeys(count));
    }

    /** One page of a listing. Where the page before ended is its token; empty for the first. */
    ListObjectsV2Response page(String prefix, String delimiter, String token) {
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.builder().bucket(bucket()).prefix(prefix);
        if (!delimiter.isEmpty()) {
            request.delimiter(delimiter);
        }
        if (!token.isEmpty()) {
            request.continuationToken(token);
        }
        return client.listObjectsV2(request.build());
    }

    /** Whether any key begins so. */
    boolean isAny(String prefix) {
        return !first(prefix, 1).contents().isEmpty();
    }
}
