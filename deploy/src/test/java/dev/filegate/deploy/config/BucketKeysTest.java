package dev.filegate.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.storage.s3.S3Access;
import dev.filegate.storage.s3.S3Config;
import dev.filegate.storage.s3.S3Dialect;
import dev.filegate.storage.s3.S3Encryption;
import dev.filegate.storage.s3.S3Location;
import dev.filegate.storage.s3.S3Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketKeysTest {
    private static final String CUSTOMER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @TempDir
    Path directory;

    private ConfigurationTester given;

    @BeforeEach
    void begin() {
        given = new ConfigurationTester(directory);
    }

    private ConfigurationTester cloud(String keys) {
        return given.file("filegate: {storage: {cloud: {type: s3, " + keys + "}}}\n");
    }

    private S3Config config() {
        return given.read().storages().s3().getFirst().config();
    }

    private String problem() {
        assertThat(given.problems()).hasSize(1);
        return given.problems().getFirst();
    }

    @Test
    void amazonNeedsABucketAndARegion() {
        cloud("bucket: files, region: eu-central-1");
        assertThat(config()).isEqualTo(S3Config.of(S3Location.of("files", "eu-central-1")));
        assertThat(given.read().storages().s3().getFirst().name()).isEqualTo("cloud");
        assertThat(given.read().storages().memory()).isEqualTo(new S3MemorySettings(256L << 20, 128L << 20));
    }

    @Test
    void anEndpointMakesTheDefaultsThoseOfCompatibleServices() {
        cloud("bucket: files, endpoint: 'https://s3.example.org:9000/'");
        assertThat(config())
                .isEqualTo(S3Config.of(new S3Location("files", "", "us-east-1", "https://s3.example.org:9000"))
                        .withDialect(S3Dialect.COMPATIBLE));
    }

    @Test
    void whatIsGivenWins() {
        cloud("bucket: files, endpoint: 'https://s3.example.org', region: here, path-style: false, checksums: required,"
                + " chunked-encoding: true, conditional-writes: false, prefix: /a/b");
        assertThat(config().bucket().prefix()).isEqualTo("a/b/");
        assertThat(config().bucket().region()).isEqualTo("here");
        assertThat(config().dialect()).isEqualTo(new S3Dialect(false, S3Dialect.Checksums.REQUIRED, true, false));
    }

    @Test
    void keysMayComeFromAFileAndMayAssumeARole() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cr3t\n");
        cloud("bucket: files, region: r, access-key: AK, secret-key-file: '" + secret
                + "', session-token: T, assume-role: 'arn:aws:iam::123456789012:role/filegate',"
                + " assume-role-external-id: X");
        assertThat(config().access())
                .isEqualTo(new S3Access.Role(
                        new S3Access.Keys("AK", "s3cr3t", "T"), "arn:aws:iam::123456789012:role/filegate", "X"));
    }

    @Test
    void theRestIsHandedOn() {
        cloud(
                "bucket: files, region: r, sse: kms, sse-kms-key: k, storage-class: STANDARD_IA,"
                        + " acl: bucket-owner-full-control, tags: [team=edi, source=filegate], part-size: 16M,"
                        + " parallel-parts: 8, parallel-reads: 2, write-window: 1M, connect-timeout: 1s, request-timeout: 2s,"
                        + " call-timeout: 3s, attempts: 7, proxy: 'http://proxy:3128', proxy-user: 'a b', proxy-password: 'p@ss'");
        S3Config config = config();
        assertThat(config.objects().encryption()).isEqualTo(new S3Encryption.Kms("k"));
        assertThat(config.objects().storageClass()).isEqualTo("STANDARD_IA");
        assertThat(config.objects().acl()).isEqualTo("bucket-owner-full-control");
        assertThat(config.objects().tags()).isEqualTo(Map.of("team", "edi", "source", "filegate"));
        assertThat(config.transfer().partSize()).isEqualTo(16L << 20);
        assertThat(config.transfer().parallelParts()).isEqualTo(8);
        assertThat(config.transfer().parallelReads()).isEqualTo(2);
        assertThat(config.transfer().window()).isEqualTo(1L << 20);
        assertThat(config.transfer().partialTtl()).isEqualTo(Duration.ofHours(24));
        assertThat(config.network())
                .isEqualTo(new S3Network(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        7,
                        "http://a%20b:p%40ss@proxy:3128",
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({"bucket, BucketDefault", "s3, ServiceKeys", "kms, Kms"})
    void theServiceCanEncrypt(String word, String kind) {
        cloud("bucket: files, region: r, sse: " + word);
        assertThat(config().objects().encryption().getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void theCustomersKeyIsASecret() {
        cloud("bucket: files, region: r, sse: customer, sse-customer-secret-key: " + CUSTOMER_KEY);
        assertThat(config().objects().encryption()).isEqualTo(new S3Encryption.CustomerKey(CUSTOMER_KEY));
    }

    @Test
    void authoritiesAreRead() throws IOException {
        Path empty = Files.writeString(directory.resolve("ca.pem"), "nothing");
        cloud("bucket: files, region: r, certificate-authorities: " + empty);
        assertThat(problem())
                .contains("filegate.storage.cloud.certificate-authorities")
                .contains("name a PEM file");
    }

    @Test
    void bucketAndRegionAreMissed() {
        given.file("filegate: {storage: {cloud: {type: s3}}}");
        assertThat(given.problems())
                .containsExactly(
                        "1.yaml:1: filegate.storage.cloud.bucket: is missing; name the bucket, which must exist",
                        "1.yaml:1: filegate.storage.cloud.region: is missing;"
                                + " name the bucket's region, or the endpoint of a service other than Amazon's");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            access-key: AK                               | access-key: is of no use without secret-key
            secret-key: S                                | secret-key: is of no use without access-key
            session-token: T                             | session-token: is of no use without access-key
            assume-role-external-id: X                   | assume-role-external-id: is of no use without assume-role
            assume-role: admin                           | "admin" is not the ARN of a role
            endpoint: s3.example.org                     | does not begin with http:// or https:// and a host
            endpoint: 'https://s3.example.org/bucket'    | has more than a scheme, a host and a port
            sse: aes                                     | "aes" is not known
            sse-kms-key: k                               | belongs to sse: kms; write sse: kms, or remove it
            sse: customer                                | sse-customer-secret-key: is missing
            sse: customer, sse-customer-secret-key: short | the value is not 256 bits in Base64
            tags: a=1 b, root: /tmp                      | root: belongs to storages of type local; remove it
            tags: a                                      | "a" is not a name and a value with = between
            'tags: [a=1, a=2]'                           | names "a" twice
            acl: everybody                               | "everybody" is none of private, public-read
            storage-class: a b                           | "a b" is not a storage class
            part-size: 1M                                | is not between 5M and 5G
            part-size: 200M                              | is more than half of filegate.s3.upload-memory
            attempts: 0                                  | is not a whole number from 1 to 20
            checksums: never                             | "never" is not known
            proxy-user: me                               | OK
            certificate-authorities: /does/not/exist     | "/does/not/exist" cannot be read
            buckte: files                                | did you mean filegate.storage.cloud.bucket?
            """)
    void whatDoesNotGoTogetherIsNamedWithARemedy(String keys, String words) {
        cloud("bucket: files, region: r, " + keys);
        if (words.equals("OK")) {
            assertThat(given.problems()).hasSize(2); // no proxy, and no password
        } else {
            assertThat(problem())
                    .startsWith("1.yaml:1: filegate.storage.cloud.")
                    .contains(words);
        }
    }

    @Test
    void aSecretIsNeverShown() {
        cloud("bucket: files, region: r, sse: customer, sse-customer-secret-key: topsecret");
        assertThat(problem()).doesNotContain("topsecret");
    }

    @Test
    void memoryIsBoundedFromBelow() {
        cloud("bucket: files, region: r").property("filegate.s3.read-memory", "1M");
        assertThat(problem())
                .contains("filegate.s3.read-memory: is less than 8M")
                .contains("give it 8M or more");
    }

    @Test
    void localStoragesHaveNoneOfTheseKeysNotEvenAsFiles() {
        given.file("filegate: {storage: {disk: {type: local, root: /tmp, secret-key-file: /x, part-size: 8M}}}");
        assertThat(given.problems())
                .containsExactlyInAnyOrder(
                        "1.yaml:1: filegate.storage.disk.secret-key: belongs to storages of type s3; remove it",
                        "1.yaml:1: filegate.storage.disk.part-size: belongs to storages of type s3; remove it");
    }

    @Test
    void clearTextAndUploadsThatCannotBeSeenGrowingAreWarnedOf() {
        cloud("bucket: files, endpoint: 'http://s3.example.org'").property("filegate.uploads.visibility", "immediate");
        assertThat(given.read().warnings())
                .anyMatch(warning -> warning.contains("filegate.storage.cloud.endpoint: plain http"))
                .anyMatch(warning -> warning.contains("immediate has no effect on storages of type s3"));
    }
}
