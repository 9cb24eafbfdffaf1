package dev.filegate.storage.s3;

import dev.filegate.storage.s3.fault.FaultProxy;
import dev.filegate.storage.s3.fixture.InProcessS3;
import dev.filegate.storage.s3.fixture.S3Endpoint;
import java.util.Optional;
import java.util.UUID;

/** A service that speaks S3, and storages in prefixes of their own in its bucket. */
final class TestS3 implements AutoCloseable {
    private final S3Endpoint endpoint;
    private final Optional<InProcessS3> inProcess;

    private TestS3(S3Endpoint endpoint, Optional<InProcessS3> inProcess) {
        this.endpoint = endpoint;
        this.inProcess = inProcess;
    }

    /** The one in this process. */
    static TestS3 inProcess() {
        InProcessS3 server = InProcessS3.start();
        return new TestS3(server.endpoint(), Optional.of(server));
    }

    /** The one that the environment names, which continuous integration has; else the one in this process. */
    static TestS3 named() {
        return S3Endpoint.fromEnvironment()
                .map(endpoint -> new TestS3(endpoint, Optional.empty()))
                .orElseGet(TestS3::inProcess);
    }

    S3Endpoint endpoint() {
        return endpoint;
    }

    /** Its bucket, below a new prefix. */
    S3Config config() {
        return config(endpoint);
    }

    /** The same by way of a proxy. */
    S3Config config(FaultProxy proxy) {
        return config(endpoint.through(proxy.address()));
    }

    private static S3Config config(S3Endpoint endpoint) {
        return S3Config.of(new S3Location(
                        endpoint.bucket(),
                        UUID.randomUUID().toString(),
                        endpoint.region(),
                        endpoint.uri().toString()))
                .withAccess(new S3Access.Keys(endpoint.accessKey(), endpoint.secretKey()))
                .withDialect(S3Dialect.COMPATIBLE);
    }

    static S3Backend open(S3Config config) {
        return S3Backend.open("bucket", config, new S3Memory(64 << 20, 32 << 20), S3Observer.NONE);
    }

    @Override
    public void close() {
        inProcess.ifPresent(InProcessS3::close);
    }
}
