package dev.filegate.storage.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What others have said about the content of an object, and what must not get lost when its metadata is replaced. Null is not said. */
record ObjectHeaders(
        @Nullable String type,
        @Nullable String encoding,
        @Nullable String disposition,
        @Nullable String language,
        @Nullable String caching) {
    static final ObjectHeaders NONE = new ObjectHeaders(null, null, null, null, null);

    static ObjectHeaders of(HeadObjectResponse head) {
        return new ObjectHeaders(
                head.contentType(),
                head.contentEncoding(),
                head.contentDisposition(),
                head.contentLanguage(),
                head.cacheControl());
    }

    static ObjectHeaders of(GetObjectResponse answer) {
        return new ObjectHeaders(
                answer.contentType(),
                answer.contentEncoding(),
                answer.contentDisposition(),
                answer.contentLanguage(),
                answer.cacheControl());
    }

    void applyTo(CopyObjectRequest.Builder copy) {
        copy.contentType(type)
                .contentEncoding(encoding)
                .contentDisposition(disposition)
                .contentLanguage(language)
                .cacheControl(caching);
    }
}
