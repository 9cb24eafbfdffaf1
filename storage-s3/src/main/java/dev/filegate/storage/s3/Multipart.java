package dev.filegate.storage.s3;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** A multipart upload at the service. Stateless but for its id; thread-safe. */
final class Multipart {
    private static final Logger LOG = LoggerFactory.getLogger(Multipart.class);

    private final S3Objects objects;
    private final String key;
    private final String id;

    /** One that was begun before. */
    Multipart(S3Objects objects, String key, String id) {
        this.objects = objects;
        this.key = key;
        this.id = id;
    }

    static Multipart begin(S3Objects objects, String key, Map<String, String> metadata) {
        CreateMultipartUploadRequest.Builder request = objects.requests().multipart(key, metadata);
        if (objects.sendsCrc()) {
            request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C);
        }
        return new Multipart(
                objects,
                key,
                objects.client().createMultipartUpload(request.build()).uploadId());
    }

    String key() {
        return key;
    }

    String id() {
        return id;
    }

    SentPart send(int number, Content content) {
        UploadPartRequest.Builder request =
                objects.requests().part(key, id, number).contentLength(content.length());
        String crc = objects.sendsCrc() ? content.crc32c() : null;
        if (crc != null) {
            request.checksumCRC32C(crc);
        } else if (objects.sendsMd5()) {
            request.contentMD5(content.md5());
        }
        String etag = objects.client()
                .uploadPart(
                        request.overrideConfiguration(calls -> calls.apiCallTimeout(objects.longTimeout()))
                                .build(),
                        content.body())
                .eTag();
        return new SentPart(number, content.length(), etag, crc, Instant.now());
    }

    /** Makes bytes {@code from} up to but without {@code to} of another object a part. */
    SentPart copy(int number, ObjectInfo source, long from, long to) {
        var result = objects.client()
                .uploadPartCopy(objects.requests()
                        .partCopy(source.key(), key, id, number)
                        .copySourceRange("bytes=" + from + "-" + (to - 1))
                        .copySourceIfMatch(source.etag())
                        .overrideConfiguration(calls -> calls.apiCallTimeout(objects.longTimeout()))
                        .build())
                .copyPartResult();
        return new SentPart(number, to - from, result.eTag(), result.checksumCRC32C(), Instant.now());
    }

    /** The parts that the service has, by number; null when it does not know the upload any more. */
    @Nullable
    List<SentPart> parts() {
        List<SentPart> parts = new ArrayList<>();
        try {
            ListPartsResponse page;
            int marker = 0;
            do {
                int after = marker;
                page = objects.client()
                        .listParts(request -> request.bucket(objects.bucket())
                                .key(key)
                                .uploadId(id)
                                .partNumberMarker(after));
                for (Part part : page.parts()) {
                    parts.add(new SentPart(
                            part.partNumber(), part.size(), part.eTag(), part.checksumCRC32C(), part.lastModified()));
                    marker = Math.max(marker, part.partNumber());
                }
            } while (Boolean.TRUE.equals(page.isTruncated()) && !page.parts().isEmpty());
        } catch (SdkException e) {
            if (S3Failures.isStatus(e, S3Failures.NOT_FOUND)) {
                return null; // NoSuchUpload, or NoSuchKey as Ceph says
            }
            throw e;
        }
        return parts;
    }

    /** Makes the parts an object. All that were sent must be among them: some services take no other list. */
    void complete(List<SentPart> parts) {
        CompleteMultipartUploadRequest request = CompleteMultipartUploadRequest.builder()
                .bucket(objects.bucket())
                .key(key)
                .uploadId(id)
                .multipartUpload(upload ->
                        upload.parts(parts.stream().map(SentPart::completed).toList()))
                .overrideConfiguration(calls -> calls.apiCallTimeout(objects.longTimeout()))
                .build();
        try {
            objects.client().completeMultipartUpload(request);
        } finally {
            objects.names().wrote(key);
        }
    }

    /** Drops all parts. Failing is logged only: what stays behind is cleaned by its age. */
    void abort() {
        try {
            objects.client()
                    .abortMultipartUpload(
                            request -> request.bucket(objects.bucket()).key(key).uploadId(id));
        } catch (SdkException e) {
            if (!S3Failures.isStatus(e, S3Failures.NOT_FOUND)) {
                LOG.warn("an upload stays behind until the next cleaning: {}", key, e);
            }
        }
    }
}
