package dev.filegate.storage.s3;

import java.util.Map;
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

/** Requests with what the configuration wants of every object: encryption, storage class, ACL, tags. */
final class ObjectRequests {
    private final String bucket;
    private final S3ObjectOptions options;
    private final S3Encryption.@Nullable CustomerKey customerKey;

    ObjectRequests(String bucket, S3ObjectOptions options) {
        this.bucket = bucket;
        this.options = options;
        this.customerKey = options.encryption() instanceof S3Encryption.CustomerKey key ? key : null;
    }

    HeadObjectRequest.Builder head(String key) {
        HeadObjectRequest.Builder request =
                HeadObjectRequest.builder().bucket(bucket).key(key);
        if (customerKey != null) {
            request.sseCustomerAlgorithm(S3Encryption.CustomerKey.ALGORITHM)
                    .sseCustomerKey(customerKey.key())
                    .sseCustomerKeyMD5(customerKey.md5());
        }
        return request;
    }

    GetObjectRequest.Builder get(String key) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket).key(key);
        if (customerKey != null) {
            request.sseCustomerAlgorithm(S3Encryption.CustomerKey.ALGORITHM)
                    .sseCustomerKey(customerKey.key())
                    .sseCustomerKeyMD5(customerKey.md5());
        }
        return request;
    }

    PutObjectRequest.Builder put(String key, Map<String, String> metadata) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(bucket).key(key).metadata(metadata);
        request.storageClass(text(options.storageClass()))
                .acl(text(options.acl()))
                .tagging(text(tags()));
        switch (options.encryption()) {
            case S3Encryption.BucketDefault _ -> {}
            case S3Encryption.ServiceKeys _ -> request.serverSideEncryption(ServerSideEncryption.AES256);
            case S3Encryption.Kms(String id) ->
                request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(text(id));
            case S3Encryption.CustomerKey own ->
                request.sseCustomerAlgorithm(S3Encryption.CustomerKey.ALGORITHM)
                        .sseCustomerKey(own.key())
                        .sseCustomerKeyMD5(own.md5());
        }
        return request;
    }

    CreateMultipartUploadRequest.Builder multipart(String key, Map<String, String> metadata) {
        CreateMultipartUploadRequest.Builder request =
                CreateMultipartUploadRequest.builder().bucket(bucket).key(key).metadata(metadata);
        request.storageClass(text(options.storageClass()))
                .acl(text(options.acl()))
                .tagging(text(tags()));
        switch (options.encryption()) {
            case S3Encryption.BucketDefault _ -> {}
            case S3Encryption.ServiceKeys _ -> request.serverSideEncryption(ServerSideEncryption.AES256);
            case S3Encryption.Kms(String id) ->
                request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(text(id));
            case S3Encryption.CustomerKey own ->
                request.sseCustomerAlgorithm(S3Encryption.CustomerKey.ALGORITHM)
                        .sseCustomerKey(own.key())
                        .sseCustomerKeyMD5(own.md5());
        }
        return request;
    }

    UploadPartRequest.Builder part(String key, String uploadId, int number) {
        UploadPartRequest.Builder request = UploadPartRequest.builder()
                .bucket(bucket)
                .key(key)
                .uploadId(uploadId)
                .partNumber(number);
        if (customerKey != null) {
            request.sseCustomerAlgorithm(S3Encryption.CustomerKey.ALGORITHM)
                    .sseCustomerKey(customerKey.key())
                    .sseCustomerKeyMD5(customerKey.md5());
        }
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
        if (customerKey != null) {
            request.sseCustomerAlgorithm(S3Encryption.CustomerKey.ALGORITHM)
                    .sseCustomerKey(customerKey.key())
                    .sseCustomerKeyMD5(customerKey.md5())
                    .copySourceSSECustomerAlgorithm(S3Encryption.CustomerKey.ALGORITHM)
                    .copySourceSSECustomerKey(customerKey.key())
                    .copySourceSSECustomerKeyMD5(customerKey.md5());
        }
        return request;
    }

    /** A whole object of at most 5 GiB. The copy keeps tags and content type of its source. */
    CopyObjectRequest.Builder copy(String source, String key) {
        CopyObjectRequest.Builder request = CopyObjectRequest.builder()
                .sourceBucket(bucket)
                .sourceKey(source)
                .destinationBucket(bucket)
                .destinationKey(key);
        request.storageClass(text(options.storageClass())).acl(text(options.acl()));
        switch (options.encryption()) {
            case S3Encryption.BucketDefault _ -> {}
            case S3Encryption.ServiceKeys _ -> request.serverSideEncryption(ServerSideEncryption.AES256);
            case S3Encryption.Kms(String id) ->
                request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(text(id));
            case S3Encryption.CustomerKey own ->
                request.sseCustomerAlgorithm(S3Encryption.CustomerKey.ALGORITHM)
                        .sseCustomerKey(own.key())
                        .sseCustomerKeyMD5(own.md5())
                        .copySourceSSECustomerAlgorithm(S3Encryption.CustomerKey.ALGORITHM)
                        .copySourceSSECustomerKey(own.key())
                        .copySourceSSECustomerKeyMD5(own.md5());
        }
        return request;
    }

    private String tags() {
        return options.tags().entrySet().stream()
                .map(tag -> SdkHttpUtils.urlEncode(tag.getKey()) + "=" + SdkHttpUtils.urlEncode(tag.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    /** The SDK leaves out what is null. */
    private static @Nullable String text(String value) {
        return value.isEmpty() ? null : value;
    }
}
