package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.storage.s3.fixture.InProcessS3;
import dev.filegate.storage.s3.fixture.S3Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A gateway whose account's files lie in a bucket, and the bucket as it is behind the gateway's back: that of the environment
 * ({@link S3Endpoint}), which continuous integration has, else one in this process.
 */
final class Bucket implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Optional<InProcessS3> inProcess;
    private final S3Endpoint endpoint;
    private final String prefix = "clients-" + UUID.randomUUID() + "/";
    private final S3Client client;
    private final Gateway gateway;

    private Bucket() {
        Optional<S3Endpoint> real = S3Endpoint.fromEnvironment();
        inProcess = real.isPresent() ? Optional.empty() : Optional.of(InProcessS3.start());
        endpoint = real.orElseGet(() -> inProcess.orElseThrow().endpoint());
        client = S3Client.builder()
                .endpointOverride(endpoint.uri())
                .region(Region.of(endpoint.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(endpoint.accessKey(), endpoint.secretKey())))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .chunkedEncodingEnabled(false)
                        .build())
                .build();
        gateway = Gateway.start(configuration());
    }

    static Bucket start() {
        return new Bucket();
    }

    private String configuration() {
        return """
                filegate:
                  storage:
                    cloud:
                      type: s3
                      bucket: %s
                      prefix: %s
                      endpoint: %s
                      access-key: %s
                      secret-key: %s
                      part-size: 5M
                  accounts:
                    %s:
                      home:
                        storage: cloud
                  s3:
                    upload-memory: 64M
                    read-memory: 32M
                """.formatted(
                endpoint.bucket(), prefix, endpoint.uri(), endpoint.accessKey(), endpoint.secretKey(), Gateway.USER);
    }

    Gateway gateway() {
        return gateway;
    }

    /** A new directory in the bucket for one client that comes this way. */
    Visit visit(Way way) {
        Visit visit = gateway.visit(way);
        put(key(visit, ""), new byte[0]);
        return visit;
    }

    private String key(Visit visit, String name) {
        return prefix + visit.directory().substring(1) + "/" + name;
    }

    private void put(String key, byte[] content) {
        client.putObject(request -> request.bucket(endpoint.bucket()).key(key), RequestBody.fromBytes(content));
    }

    /** Puts the first bytes of a local file under a name in the visit's directory, as somebody without the gateway would. */
    void put(Visit visit, Path local, String name, int length) {
        try {
            put(key(visit, name), java.util.Arrays.copyOf(Files.readAllBytes(local), length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the object under that name holds what the local file does. */
    void assertHolds(Visit visit, String name, Path local) {
        try {
            byte[] content = client.getObjectAsBytes(
                            request -> request.bucket(endpoint.bucket()).key(key(visit, name)))
                    .asByteArrayUnsafe();
            Path copy = Files.write(visit.local("..").resolve("stored"), content);
            assertThat(content.length).as("bytes of " + name).isEqualTo((int) Files.size(local));
            assertThat(Sha256.of(copy)).as("the hash of " + name).isEqualTo(Sha256.of(local));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(Visit visit, String name) {
        try {
            client.headObject(request -> request.bucket(endpoint.bucket()).key(key(visit, name)));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    Map<String, String> metadata(Visit visit, String name) {
        return client.headObject(request -> request.bucket(endpoint.bucket()).key(key(visit, name)))
                .metadata();
    }

    /** The keys below the visit's directory, without what all of them begin with. */
    List<String> keys(Visit visit) {
        String above = key(visit, "");
        return client.listObjectsV2(request -> request.bucket(endpoint.bucket()).prefix(above)).contents().stream()
                .map(S3Object::key)
                .map(key -> key.substring(above.length()))
                .toList();
    }

    /** Uploads in parts that were begun and neither completed nor given up. */
    long unfinished() {
        return client.listMultipartUploads(request -> request.bucket(endpoint.bucket())).uploads().stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .count();
    }

    /** Waits until the store has a part of an upload to a name that is still open. */
    void awaitPart(Visit visit, String name) {
        String key = key(visit, name);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!hasPart(key)) {
            assertThat(System.nanoTime())
                    .as("time to wait for a part of " + key)
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private boolean hasPart(String key) {
        return client.listMultipartUploads(request -> request.bucket(endpoint.bucket())).uploads().stream()
                .filter(upload -> upload.key().equals(key))
                .anyMatch(upload -> !client.listParts(request ->
                                request.bucket(endpoint.bucket()).key(key).uploadId(upload.uploadId()))
                        .parts()
                        .isEmpty());
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        client.listMultipartUploads(request -> request.bucket(endpoint.bucket())).uploads().stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .forEach(upload -> client.abortMultipartUpload(request ->
                        request.bucket(endpoint.bucket()).key(upload.key()).uploadId(upload.uploadId())));
        client
                .listObjectsV2Paginator(
                        request -> request.bucket(endpoint.bucket()).prefix(prefix))
                .contents()
                .stream()
                .toList()
                .forEach(object -> client.deleteObject(
                        request -> request.bucket(endpoint.bucket()).key(object.key())));
        client.close();
        inProcess.ifPresent(InProcessS3::close);
    }
}
