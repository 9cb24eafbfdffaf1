package dev.filegate.storage.s3;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Requests with what the configuration wants of every object: encryption, storage class, ACL, tags. The gateway's own hidden objects are
 * encrypted too, but nothing else: they live for moments, and must be readable at once, which not every storage class is.
 */
final class ObjectRequests {
    private final String bucket;
    private final String hidden;
    private final S3ObjectOptions options;
    private final S3ObjectOptions hiddenOptions;

    ObjectRequests(S3Location bucket, S3ObjectOptions options) {
        this.bucket = bucket.name();
        this.hidden = S3Keys.of(bucket.prefix()).hidden();
        this.options = options;
        this.hiddenOptions = new S3ObjectOptions(options.encryption(), "", "", Map.of());
    }

    /** Takes a text; the SDK leaves out what is null. */
    private interface Text {
        void set(@Nullable String text);
    }

    HeadObjectRequest.Builder head(String key) {
        HeadObjectRequest.Builder request =
                HeadObjectRequest.builder().bucket(bucket).key(key);
        tellKey(request::sseCustomerAlgorithm, request::sseCustomerKey, request::sseCustomerKeyMD5);
        return request;
    }

    GetObjectRequest.Builder get(String key) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket).key(key);
        tellKey(request::sseCustomerAlgorithm, request::sseCustomerKey, request::sseCustomerKeyMD5);
        return request;
    }

    PutObjectRequest.Builder put(String key, Map<String, String> metadata) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(bucket).key(key).metadata(metadata);
        S3ObjectOptions wanted = optionsOf(key);
        place(wanted, request::storageClass, request::acl);
        request.tagging(text(tags(wanted)));
        encrypt(request::serverSideEncryption, request::ssekmsKeyId);
        tellKey(request::sseCustomerAlgorithm, request::sseCustomerKey, request::sseCustomerKeyMD5);
        return request;
    }

    CreateMultipartUploadRequest.Builder multipart(String key, Map<String, String> metadata) {
        CreateMultipartUploadRequest.Builder request =
                CreateMultipartUploadRequest.builder().bucket(bucket).key(key).metadata(metadata);
        S3ObjectOptions wanted = optionsOf(key);
        place(wanted, request::storageClass, request::acl);
        request.tagging(text(tags(wanted)));
        encrypt(request::serverSideEncryption, request::ssekmsKeyId);
        tellKey(request::sseCustomerAlgorithm, request::sseCustomerKey, request::sseCustomerKeyMD5);
        return request;
    }

    UploadPartRequest.Builder part(String key, String uploadId, int number) {
        UploadPartRequest.Builder request = UploadPartRequest.builder()
                .bucket(bucket)
                .key(key)
                .uploadId(uploadId)
                .partNumber(number);
        tellKey(request::sseCustomerAlgorithm, request::sseCustomerKey, request::sseCustomerKeyMD5);
        return request;
    }

    /** A range of an object as a part; the service moves the bytes. */
    UploadPartCopyRequest.Builder partCopy(String source, String key, String uploadId, int number) {
        UploadPartCopyRequest.Builder request = UploadPartCopyRequest.builder()
                .sourceBucket(bucket)
                .sourceKey(source)
                .destinationBucket(bucket)
                .destinationKey(key)
                .uploadId(uploadId)
                .partNumber(number);
        tellKey(request::sseCustomerAlgorithm, request::sseCustomerKey, request::sseCustomerKeyMD5);
        tellKey(
                request::copySourceSSECustomerAlgorithm,
                request::copySourceSSECustomerKey,
                request::copySourceSSECustomerKeyMD5);
        return request;
    }

    /** A whole object of at most 5 GiB. The copy keeps tags and content type of its source. */
    CopyObjectRequest.Builder copy(String source, String key) {
        CopyObjectRequest.Builder request = CopyObjectRequest.builder()
                .sourceBucket(bucket)
                .sourceKey(source)
                .destinationBucket(bucket)
                .destinationKey(key);
        place(optionsOf(key), request::storageClass, request::acl);
        encrypt(request::serverSideEncryption, request::ssekmsKeyId);
        tellKey(request::sseCustomerAlgorithm, request::sseCustomerKey, request::sseCustomerKeyMD5);
        tellKey(
                request::copySourceSSECustomerAlgorithm,
                request::copySourceSSECustomerKey,
                request::copySourceSSECustomerKeyMD5);
        return request;
    }

    private S3ObjectOptions optionsOf(String key) {
        return key.startsWith(hidden) ? hiddenOptions : options;
    }

    private static void place(S3ObjectOptions wanted, Text storageClass, Text acl) {
        storageClass.set(text(wanted.storageClass()));
        acl.set(text(wanted.acl()));
    }

    private void encrypt(Consumer<ServerSideEncryption> how, Text kmsKey) {
        switch (options.encryption()) {
            case S3Encryption.BucketDefault _, S3Encryption.CustomerKey _ -> {}
            case S3Encryption.ServiceKeys _ -> how.accept(ServerSideEncryption.AES256);
            case S3Encryption.Kms(String id) -> {
                how.accept(ServerSideEncryption.AWS_KMS);
                kmsKey.set(text(id));
            }
        }
    }

    /** The customer's own key goes with every request that touches content. */
    private void tellKey(Text algorithm, Text key, Text md5) {
        if (options.encryption() instanceof S3Encryption.CustomerKey own) {
            algorithm.set(S3Encryption.CustomerKey.ALGORITHM);
            key.set(own.key());
            md5.set(own.md5());
        }
    }

    private static String tags(S3ObjectOptions wanted) {
        return wanted.tags().entrySet().stream()
                .map(tag -> SdkHttpUtils.urlEncode(tag.getKey()) + "=" + SdkHttpUtils.urlEncode(tag.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static @Nullable String text(String value) {
        return value.isEmpty() ? null : value;
    }
}
