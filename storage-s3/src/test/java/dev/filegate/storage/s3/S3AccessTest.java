package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose keys a request is signed with, and which way it takes. */
class S3AccessTest {
    private static final String PASSWORD = "changeit";
    private static final S3Access.Keys KEYS = new S3Access.Keys("own-key", "own-secret");

    private final Map<String, String> before = new HashMap<>();
    private FakeEndpoint store;
    private FakeEndpoint other;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        store = FakeEndpoint.start();
        other = FakeEndpoint.start();
    }

    @AfterEach
    void stop() {
        store.close();
        other.close();
        before.forEach((key, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
    }

    /** The SDK's own settings have no other door than the environment and the properties of the process. */
    private void set(String key, String value) {
        String old = System.setProperty(key, value);
        before.putIfAbsent(key, old == null ? "" : old);
    }

    private S3Config config(S3Access access) {
        return at(store.address(), access);
    }

    private static S3Config at(String endpoint, S3Access access) {
        return S3Config.of(new S3Location("files", "", "eu-central-1", endpoint))
                .withAccess(access)
                .withDialect(S3Dialect.COMPATIBLE)
                .withNetwork(network("", List.of()));
    }

    private static S3Network network(String proxy, List<X509Certificate> authorities) {
        return new S3Network(
                Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60), 1, proxy, authorities);
    }

    private static void list(S3Config config) {
        try (S3Backend backend = S3Backend.open("cloud", config, new S3Memory(64 << 20, 32 << 20), S3Observer.NONE);
                DirectoryCursor all = backend.tree(VirtualPath.ROOT, "me").list(VirtualPath.ROOT)) {
            assertThat(all.advance()).isFalse();
        }
    }

    private void assertSignedAs(String key, String token) {
        assertThat(store.last().header("Authorization")).contains("Credential=" + key + "/", "/eu-central-1/s3/");
        assertThat(store.last().header("X-Amz-Security-Token")).isEqualTo(token);
    }

    @Test
    void fixedKeysSign() {
        list(config(KEYS));
        assertSignedAs("own-key", "");
    }

    @Test
    void keysThatExpireBringTheirToken() {
        list(config(new S3Access.Keys("own-key", "own-secret", "own-token")));
        assertSignedAs("own-key", "own-token");
    }

    @Test
    void aRoleIsAssumedWithTheKeysAndTheIdThatItsOwnerDemands() {
        set(
                "aws.endpointUrlSts",
                other.with(Map.of("/", FakeEndpoint.assumed("AssumeRole"))).address());
        list(config(new S3Access.Role(KEYS, "arn:aws:iam::123456789012:role/files", "their-id")));
        assertThat(other.asked()).hasSize(1);
        assertThat(other.last().body())
                .contains(
                        "Action=AssumeRole",
                        "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Ffiles",
                        "ExternalId=their-id",
                        "RoleSessionName=filegate");
        assertThat(other.last().header("Authorization")).contains("Credential=own-key/", "/sts/");
        assertSignedAs(FakeEndpoint.KEY, "fake-token");
    }

    @Test
    void theTokenOfAPodIsExchangedForKeys() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "the-token-of-the-pod");
        set(
                "aws.endpointUrlSts",
                other.with(Map.of("/", FakeEndpoint.assumed("AssumeRoleWithWebIdentity")))
                        .address());
        set("aws.region", "eu-central-1");
        set("aws.roleArn", "arn:aws:iam::123456789012:role/pod");
        set("aws.webIdentityTokenFile", token.toString());
        list(config(new S3Access.Chain()));
        assertThat(other.last().body())
                .contains(
                        "Action=AssumeRoleWithWebIdentity",
                        "WebIdentityToken=the-token-of-the-pod",
                        "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fpod");
        assertSignedAs(FakeEndpoint.KEY, "fake-token");
    }

    @Test
    void aContainerGetsItsKeysFromTheAgent() {
        set(
                "aws.containerCredentialsFullUri",
                other.with(Map.of("/role", FakeEndpoint.credentials())).address() + "/role");
        set("aws.containerAuthorizationToken", "for-the-agent");
        list(config(new S3Access.Chain()));
        assertThat(other.last().header("Authorization")).isEqualTo("for-the-agent");
        assertSignedAs(FakeEndpoint.KEY, "fake-token");
    }

    @Test
    void anInstanceGetsItsKeysFromItsMetadataByAToken() {
        String path = "/latest/meta-data/iam/security-credentials";
        set(
                "aws.ec2MetadataServiceEndpoint",
                other.with(Map.of(
                                "PUT /latest/api/token",
                                "for-the-metadata",
                                path + "/",
                                "the-role",
                                path + "-extended/",
                                "the-role",
                                path + "/the-role",
                                FakeEndpoint.credentials(),
                                path + "-extended/the-role",
                                FakeEndpoint.credentials()))
                        .address());
        list(config(new S3Access.Chain()));
        assertThat(other.asked().getFirst().method()).isEqualTo("PUT");
        assertThat(other.last().header("X-aws-ec2-metadata-token")).isEqualTo("for-the-metadata");
        assertSignedAs(FakeEndpoint.KEY, "fake-token");
    }

    /** A name that nobody but the proxy could find. */
    @Test
    void aProxyIsAskedWithItsPassword() {
        String proxy = "http://user:word@127.0.0.1:" + other.port();
        list(at("http://store.invalid", KEYS).withNetwork(network(proxy, List.of())));
        assertThat(other.last().header("Host")).isEqualTo("store.invalid");
        assertThat(other.last().header("Proxy-Authorization")).isEqualTo("Basic dXNlcjp3b3Jk");
        assertThat(store.asked()).isEmpty();
    }

    @Test
    void aServiceWithACertificateOfAnAuthorityThatIsNamedIsTrustedAndNoOther() throws Exception {
        KeyStore keys = selfSigned();
        try (FakeEndpoint secure = FakeEndpoint.on(server(keys))) {
            S3Config config = at("https://127.0.0.1:" + secure.port(), KEYS);
            X509Certificate authority = (X509Certificate) keys.getCertificate("store");
            list(config.withNetwork(network("", List.of(authority))));
            assertThat(secure.last().header("Authorization")).contains("Credential=own-key/");

            assertThat(S3Probe.findings(config)).singleElement().satisfies(finding -> {
                assertThat(finding.key()).isEqualTo("certificate-authorities");
                assertThat(finding.remedy()).contains("certificate-authorities");
            });
        }
    }

    private KeyStore selfSigned() throws GeneralSecurityException, IOException, InterruptedException {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "store",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static HttpsServer server(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }
}
