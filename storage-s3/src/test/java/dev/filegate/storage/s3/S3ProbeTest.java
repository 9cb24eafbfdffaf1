package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.storage.s3.fault.Fault;
import dev.filegate.storage.s3.fault.FaultPlan;
import dev.filegate.storage.s3.fault.FaultProxy;
import dev.filegate.storage.s3.fault.S3Operation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

class S3ProbeTest {
    private static TestS3 store;

    private FaultProxy proxy;

    @BeforeAll
    static void start() {
        store = TestS3.named();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @BeforeEach
    void open() {
        proxy = FaultProxy.before(store.endpoint().uri());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private S3Config config() {
        return at(proxy.address());
    }

    private static S3Config at(URI endpoint) {
        S3Config config = store.config();
        S3Location bucket = config.bucket();
        return moved(config, new S3Location(bucket.name(), bucket.prefix(), bucket.region(), endpoint.toString()))
                .withNetwork(new S3Network(
                        Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(4), 1, "", List.of()));
    }

    private static S3Config moved(S3Config config, S3Location bucket) {
        return S3Config.of(bucket).withAccess(config.access()).withDialect(config.dialect());
    }

    private S3Finding only(S3Config config) {
        assertThat(S3Probe.findings(config)).hasSize(1);
        return S3Probe.findings(config).getFirst();
    }

    @Test
    void findsNothingWhereAllIsWellAndLeavesNothingBehind() {
        S3Config config = config();
        assertThat(S3Probe.findings(config)).isEmpty();
        try (S3Client client = S3Clients.open(config, S3Observer.NONE)) {
            String bucket = config.bucket().name();
            String prefix = config.bucket().prefix();
            assertThat(client.listObjectsV2(request -> request.bucket(bucket).prefix(prefix))
                            .contents())
                    .isEmpty();
            assertThat(client.listMultipartUploads(request -> request.bucket(bucket))
                            .uploads())
                    .noneMatch(upload -> upload.key().startsWith(prefix));
        }
    }

    @Test
    void missesTheBucket() {
        S3Config config = config();
        S3Finding finding = only(moved(
                config,
                new S3Location(
                        "no-such-bucket", "", "us-east-1", config.bucket().endpoint())));
        assertThat(finding.hinders()).isTrue();
        assertThat(finding.key()).isEqualTo("bucket");
        assertThat(finding.what()).isEqualTo("there is no bucket \"no-such-bucket\"");
        assertThat(finding.remedy()).startsWith("create it, or name another");
    }

    @Test
    void findsThatTheServiceIsAway() {
        proxy.goAway();
        S3Finding finding = only(config());
        assertThat(finding.hinders()).isTrue();
        assertThat(finding.key()).isEqualTo("endpoint");
        assertThat(finding.what()).isEqualTo(proxy.address() + " cannot be reached: nothing answers there");
    }

    @Test
    void findsThatTheServiceIsSilent() {
        proxy.plan(FaultPlan.every(S3Operation.LIST_OBJECTS, new Fault.StalledAnswer(Duration.ofHours(1))));
        assertThat(only(config()).what()).endsWith(" does not answer in time");
    }

    @Test
    void findsThatTheNameIsNotKnown() {
        assertThat(only(at(URI.create("http://no-such-host.invalid"))).what())
                .contains("cannot be reached: its host name is not known");
    }

    @Test
    void findsWrongKeys() {
        assertThat(only(config().withAccess(new S3Access.Keys("nobody", "secret")))
                        .key())
                .isEqualTo("access-key");
        assertThat(only(config().withAccess(new S3Access.Keys("test", "wrong"))).key())
                .isEqualTo("secret-key");
    }

    @ParameterizedTest
    @CsvSource({
        "LIST_OBJECTS, list files",
        "PUT_OBJECT, write files",
        "GET_OBJECT, read files",
        "COPY_OBJECT, copy files",
        "CREATE_UPLOAD, upload in parts",
        "UPLOAD_PART, upload in parts",
        "LIST_PARTS, upload in parts",
        "LIST_UPLOADS, find interrupted uploads"
    })
    void missesEachRight(S3Operation operation, String what) {
        proxy.plan(FaultPlan.every(operation, Fault.accessDenied()));
        S3Finding finding = only(config());
        assertThat(finding.hinders()).isTrue();
        assertThat(finding.what()).isEqualTo("may not " + what + ": the S3 service does not permit it (AccessDenied)");
        assertThat(finding.remedy()).isEqualTo("grant the rights that `filegate storage policy` prints");
    }

    @Test
    void missesTheRightToDelete() {
        proxy.plan(FaultPlan.every(S3Operation.DELETE_OBJECT, Fault.accessDenied()));
        assertThat(S3Probe.findings(config()))
                .allSatisfy(finding ->
                        assertThat(finding.what()).endsWith("the S3 service does not permit it (AccessDenied)"));
    }

    @Test
    void findsClockSkewAndExpiredCredentials() {
        proxy.plan(FaultPlan.every(S3Operation.LIST_OBJECTS, Fault.clockSkew()));
        assertThat(only(config()).remedy()).contains("synchronise");
        proxy.plan(FaultPlan.every(S3Operation.LIST_OBJECTS, Fault.expiredCredentials()));
        assertThat(only(config()).what()).isEqualTo("the credentials have expired");
    }

    @Test
    void warnsWhereConditionsAreNotHeeded() {
        proxy.plan(request -> request.operation() == S3Operation.PUT_OBJECT && request.ordinal() == 1
                ? new Fault.Answer(200, "", "")
                : Fault.NONE);
        List<S3Finding> findings = S3Probe.findings(config());
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.hinders()).isFalse();
            assertThat(finding.key()).isEqualTo("conditional-writes");
            assertThat(finding.what()).contains("does not heed If-None-Match");
        });
    }
}
