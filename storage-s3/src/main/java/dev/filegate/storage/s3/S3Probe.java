package dev.filegate.storage.s3;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Tries what the gateway will do with a bucket before anybody relies on it: to list, write, read, copy, delete, to upload in parts, and
 * whether a condition is heeded. What it writes lies below the hidden prefix and is deleted at once.
 */
public final class S3Probe {
    /** How long one request may take; a service that is slower than this is not fit to serve from. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long all of it may take. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static final Duration TOLERATED_SKEW = Duration.ofMinutes(1);
    private static final byte[] CONTENT = {'f', 'i', 'l', 'e', 'g', 'a', 't', 'e'};

    private final S3Config config;
    private final S3Client client;
    private final S3Objects objects;
    private final String bucket;
    private final String key;
    private final List<S3Finding> findings = new ArrayList<>();
    private final Instant deadline = Instant.now().plus(LIMIT);

    private S3Probe(S3Config config, S3Client client) {
        this.config = config;
        this.client = client;
        this.objects = new S3Objects(client, config, InstantSource.system());
        this.bucket = config.bucket().name();
        this.key = S3Keys.of(config.bucket().prefix())
                .hidden("probe", UUID.randomUUID().toString());
    }

    /** Everything that is wrong, in the order in which it was tried; empty when all is well. Takes at most a minute. */
    public static List<S3Finding> findings(S3Config config) {
        S3Network network = config.network();
        S3Config patient = config.withNetwork(new S3Network(
                shorter(network.connectTimeout()),
                shorter(network.requestTimeout()),
                shorter(network.callTimeout()),
                Math.min(2, network.attempts()),
                network.proxy(),
                network.authorities()));
        try (S3Client client = S3Clients.open(patient, S3Observer.NONE)) {
            S3Probe probe = new S3Probe(patient, client);
            probe.run();
            return List.copyOf(probe.findings);
        } catch (SdkException e) { // A client that cannot even be made.
            return List.of(S3Diagnosis.of(config, e).finding("be used"));
        }
    }

    private static Duration shorter(Duration configured) {
        return configured.compareTo(PATIENCE) < 0 ? configured : PATIENCE;
    }

    private void run() {
        if (!isThere()) {
            return;
        }
        if (tries("write files", () -> objects.put(key, new ByteContent(CONTENT), Map.of()))) {
            tries("read files", () -> read());
            tries("copy files", this::copy);
            triesConditions();
            triesParts();
            tries("delete files", () -> objects.delete(key));
        }
    }

    /** One listing tells whether there is a service, a bucket in it, and a right to look. */
    private boolean isThere() {
        try {
            var answer = client.listObjectsV2(request ->
                    request.bucket(bucket).prefix(config.bucket().prefix()).maxKeys(1));
            checkClock(answer.sdkHttpResponse().firstMatchingHeader("Date").orElse(""));
            return true;
        } catch (SdkException e) {
            S3Diagnosis diagnosis = S3Diagnosis.of(config, e);
            findings.add(diagnosis.finding("list files"));
            return diagnosis.isRefusal();
        }
    }

    private void checkClock(String date) {
        S3Diagnosis.instant(date).ifPresent(theirs -> {
            Duration skew = Duration.between(theirs, Instant.now()).abs();
            if (skew.compareTo(TOLERATED_SKEW) > 0) {
                findings.add(new S3Finding(
                        false,
                        "bucket",
                        "the clocks of the gateway and the S3 service differ by " + skew.toSeconds()
                                + " seconds; from 15 minutes on it refuses every request",
                        "synchronise this machine's clock (chrony, systemd-timesyncd)"));
            }
        });
    }

    /** Whether it worked. Once the time is up nothing is tried any more. */
    private boolean tries(String what, Runnable work) {
        if (Instant.now().isAfter(deadline)) {
            return false;
        }
        try {
            work.run();
            return true;
        } catch (SdkException e) {
            findings.add(S3Diagnosis.of(config, e).finding(what));
            return false;
        }
    }

    private void read() {
        try (var content = objects.get(key, 0, CONTENT.length - 1L)) {
            if (!java.util.Arrays.equals(content.readAllBytes(), CONTENT)) {
                damaged();
            }
        } catch (java.io.IOException e) {
            throw SdkException.create(e.getMessage(), e);
        }
    }

    private void damaged() {
        findings.add(new S3Finding(
                true,
                "chunked-encoding",
                "what was written to the bucket came back as something else",
                "write chunked-encoding: false, and look for a proxy on the way that changes content"));
    }

    private void copy() {
        String other = key + "-copy";
        ObjectInfo written = objects.head(key);
        if (written != null) {
            objects.copy(written, other);
            objects.delete(other);
        }
    }

    private void triesConditions() {
        if (!config.dialect().conditionalWrites()) {
            return;
        }
        tries("write under a condition", () -> {
            try {
                objects.putNew(key, new ByteContent(CONTENT), Map.of());
                findings.add(new S3Finding(
                        false,
                        "conditional-writes",
                        "the S3 service does not heed If-None-Match: of two gateways that create the same file at the"
                                + " same moment the later one wins",
                        "write conditional-writes: false if that is acceptable, or let one gateway write"));
            } catch (S3Exception e) {
                if (e.statusCode() != S3Failures.PRECONDITION_FAILED) {
                    throw e;
                }
            }
        });
    }

    private void triesParts() {
        tries("upload in parts", () -> {
            String upload = client.createMultipartUpload(
                            objects.requests().multipart(key, Map.of()).build())
                    .uploadId();
            try {
                client.uploadPart(
                        objects.requests()
                                .part(key, upload, 1)
                                .contentLength((long) CONTENT.length)
                                .build(),
                        RequestBody.fromBytes(CONTENT));
                client.listParts(request -> request.bucket(bucket).key(key).uploadId(upload));
            } finally {
                client.abortMultipartUpload(
                        request -> request.bucket(bucket).key(key).uploadId(upload));
            }
        });
        tries(
                "find interrupted uploads",
                () -> client.listMultipartUploads(
                        request -> request.bucket(bucket).prefix(key).maxUploads(1)));
    }
}
