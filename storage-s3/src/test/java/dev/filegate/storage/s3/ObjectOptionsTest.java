package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What encryption, storage class, ACL and tags make of each request, as it is sent. */
class ObjectOptionsTest {
    private static final String SSE = "x-amz-server-side-encryption";
    private static final String OWN_KEY = SSE + "-customer-key";
    private static final String SOURCE_KEY = "x-amz-copy-source-server-side-encryption-customer-key";
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String KEY_MD5 = "cLyPS3KoaSFGi/joRB3OUQ==";
    private static final ByteContent CONTENT = new ByteContent(new byte[] {1});

    private final RecordingHttp http = new RecordingHttp();

    @Test
    void newObjectsGetClassAclAndTags() {
        S3Objects objects = objects(new S3Encryption.BucketDefault());
        objects.put("in/file", CONTENT, Map.of());
        Multipart.begin(objects, "in/large", Map.of());
        assertThat(http.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(header(request, "x-amz-storage-class")).isEqualTo("STANDARD_IA");
            assertThat(header(request, "x-amz-acl")).isEqualTo("bucket-owner-full-control");
            assertThat(header(request, "x-amz-tagging")).isEqualTo("cost%20centre=4%261&team=edi");
            assertThat(header(request, SSE)).isEmpty();
        });
    }

    @Test
    void copiesGetClassAndAclAndKeepTheTagsOfTheirSource() {
        S3Objects objects = objects(new S3Encryption.ServiceKeys());
        objects.copy(source(objects), "in/copy");
        SdkHttpRequest copy = http.requests().getLast();
        assertThat(header(copy, "x-amz-storage-class")).isEqualTo("STANDARD_IA");
        assertThat(header(copy, "x-amz-acl")).isEqualTo("bucket-owner-full-control");
        assertThat(header(copy, "x-amz-tagging")).isEmpty();
        assertThat(header(copy, SSE)).isEqualTo("AES256");
    }

    /** A class like GLACIER could not be read when the upload is resumed, others cost for a month. */
    @Test
    void hiddenObjectsAreEncryptedAndNothingElse() {
        S3Objects objects = objects(new S3Encryption.ServiceKeys());
        objects.put("in/.filegate-tmp/partial/name", CONTENT, Map.of());
        Multipart.begin(objects, "in/.filegate-tmp/staged/name", Map.of());
        assertThat(http.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(header(request, SSE)).isEqualTo("AES256");
            assertThat(request.headers()).doesNotContainKeys("x-amz-storage-class", "x-amz-acl", "x-amz-tagging");
        });
    }

    @Test
    void kmsIsNamedWithItsKeyWhereAnObjectIsMade() {
        S3Objects objects = objects(new S3Encryption.Kms("key-1"));
        everything(objects);
        assertThat(http.requests()).allSatisfy(request -> {
            boolean makesAnObject = isBeginning(request) || (isPut(request) && !isPart(request));
            assertThat(header(request, SSE)).isEqualTo(makesAnObject ? "aws:kms" : "");
            assertThat(header(request, SSE + "-aws-kms-key-id")).isEqualTo(makesAnObject ? "key-1" : "");
        });
    }

    @Test
    void kmsWithoutAKeyUsesTheAccounts() {
        objects(new S3Encryption.Kms("")).put("in/file", CONTENT, Map.of());
        assertThat(header(http.requests().getLast(), SSE)).isEqualTo("aws:kms");
        assertThat(http.requests().getLast().headers()).doesNotContainKey(SSE + "-aws-kms-key-id");
    }

    @Test
    void theCustomersKeyGoesWithEveryRequestThatTouchesContent() {
        S3Objects objects = objects(new S3Encryption.CustomerKey(KEY));
        everything(objects);
        assertThat(http.requests()).hasSize(8).allSatisfy(request -> {
            assertThat(header(request, OWN_KEY)).isEqualTo(KEY);
            assertThat(header(request, OWN_KEY + "-md5")).isEqualTo(KEY_MD5);
            assertThat(header(request, SSE + "-customer-algorithm")).isEqualTo("AES256");
            boolean isCopy = request.firstMatchingHeader("x-amz-copy-source").isPresent();
            assertThat(header(request, SOURCE_KEY)).isEqualTo(isCopy ? KEY : "");
            assertThat(header(request, SSE)).isEmpty();
        });
    }

    /** Every request about content that uploads, downloads, renames and resumes make. */
    private static void everything(S3Objects objects) {
        ObjectInfo source = source(objects);
        objects.put("in/file", CONTENT, Map.of());
        objects.putNew("in/file", CONTENT, Map.of());
        objects.copy(source, "in/copy");
        Multipart upload = Multipart.begin(objects, "in/large", Map.of());
        upload.send(1, CONTENT);
        upload.copy(2, source, 0, 1);
        objects.get("in/file", 0, 0).abort();
    }

    private static ObjectInfo source(S3Objects objects) {
        return Objects.requireNonNull(objects.head("in/source"));
    }

    private static boolean isPut(SdkHttpRequest request) {
        return request.method().name().equals("PUT");
    }

    private static boolean isPart(SdkHttpRequest request) {
        return request.rawQueryParameters().containsKey("partNumber");
    }

    private static boolean isBeginning(SdkHttpRequest request) {
        return request.rawQueryParameters().containsKey("uploads");
    }

    private static String header(SdkHttpRequest request, String name) {
        return request.firstMatchingHeader(name).orElse("");
    }

    private S3Objects objects(S3Encryption encryption) {
        S3Config config = S3Config.of(new S3Location("bucket", "in/", "eu-central-1", ""))
                .withObjects(new S3ObjectOptions(
                        encryption,
                        "STANDARD_IA",
                        "bucket-owner-full-control",
                        Map.of("team", "edi", "cost centre", "4&1")));
        S3Client client = S3Client.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(http)
                .build();
        return new S3Objects(client, config, InstantSource.system());
    }
}
