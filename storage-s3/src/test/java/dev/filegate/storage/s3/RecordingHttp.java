package dev.filegate.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Keeps every request as it would have been sent, and answers each as a service does that agrees with everything. */
final class RecordingHttp implements SdkHttpClient {
    private static final String ETAG = "\"0123456789abcdef0123456789abcdef\"";

    private final List<SdkHttpRequest> requests = new ArrayList<>();

    synchronized List<SdkHttpRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public synchronized ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        requests.add(request.httpRequest());
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                if (request.contentStreamProvider().isPresent()) {
                    try (InputStream body =
                            request.contentStreamProvider().get().newStream()) {
                        body.transferTo(OutputStream.nullOutputStream());
                    }
                }
                return answer(request.httpRequest());
            }

            @Override
            public void abort() {
                // Nothing is under way.
            }
        };
    }

    private static HttpExecuteResponse answer(SdkHttpRequest request) {
        String body = "";
        if (request.rawQueryParameters().containsKey("uploads")) {
            body = "<InitiateMultipartUploadResult><UploadId>upload</UploadId></InitiateMultipartUploadResult>";
        } else if (request.firstMatchingHeader("x-amz-copy-source").isPresent()) {
            String kind = request.rawQueryParameters().containsKey("uploadId") ? "CopyPartResult" : "CopyObjectResult";
            body = "<" + kind + "><ETag>" + ETAG + "</ETag></" + kind + ">";
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder()
                        .statusCode(200)
                        .putHeader("ETag", ETAG)
                        .putHeader("Last-Modified", "Fri, 20 Nov 2026 12:00:00 GMT")
                        .putHeader("Content-Length", Integer.toString(bytes.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                .build();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
