package dev.filegate.storage.s3;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Makes clients of the vendor's SDK as a configuration asks for them. What is opened is closed by the client's {@code close}. */
final class S3Clients {
    private static final int MAX_CONNECTIONS = 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final long EXPECT_CONTINUE_FROM = 1L << 20;

    private S3Clients() {}

    static S3Client open(S3Config config, S3Observer observer) {
        S3Location bucket = config.bucket();
        S3Dialect dialect = config.dialect();
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(bucket.region()))
                .credentialsProvider(credentials(config, config.access()))
                .httpClientBuilder(http(config.network()))
                .overrideConfiguration(calls(config.network(), new S3Observation(observer)))
                // What is sent gets its checksum from the gateway, once; the SDK would do it again.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(dialect.pathStyle())
                        .chunkedEncodingEnabled(dialect.chunkedEncoding())
                        .expectContinueEnabled(true)
                        .expectContinueThresholdInBytes(EXPECT_CONTINUE_FROM)
                        .build());
        if (!bucket.endpoint().isEmpty()) {
            builder.endpointOverride(URI.create(bucket.endpoint()));
        }
        return builder.build();
    }

    private static ClientOverrideConfiguration calls(S3Network network, S3Observation observation) {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(StandardRetryStrategy.builder()
                        .maxAttempts(network.attempts())
                        .build())
                .apiCallTimeout(network.callTimeout())
                .addMetricPublisher(observation)
                .addExecutionInterceptor(observation)
                .build();
    }

    private static SdkHttpClient.Builder<?> http(S3Network network) {
        Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                .connectionTimeout(network.connectTimeout())
                .socketTimeout(network.requestTimeout())
                .connectionAcquisitionTimeout(network.callTimeout())
                .connectionMaxIdleTime(IDLE)
                .maxConnections(MAX_CONNECTIONS)
                .tcpKeepAlive(true);
        if (!network.proxy().isEmpty()) {
            builder.proxyConfiguration(proxy(URI.create(network.proxy())));
        }
        if (!network.authorities().isEmpty()) {
            TrustManager[] trusted = trusted(network);
            builder.tlsTrustManagersProvider(() -> trusted);
        }
        return builder;
    }

    private static ProxyConfiguration proxy(URI address) {
        ProxyConfiguration.Builder proxy = ProxyConfiguration.builder()
                .useSystemPropertyValues(false)
                .useEnvironmentVariableValues(false)
                .endpoint(URI.create(address.getScheme() + "://" + address.getHost() + ":" + address.getPort()));
        String user = address.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            proxy.username(colon < 0 ? user : user.substring(0, colon));
            proxy.password(colon < 0 ? "" : user.substring(colon + 1));
            proxy.preemptiveBasicAuthenticationEnabled(true);
        }
        return proxy.build();
    }

    private static TrustManager[] trusted(S3Network network) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < network.authorities().size(); i++) {
                store.setCertificateEntry("ca-" + i, network.authorities().get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the certificates to trust cannot be used: " + e.getMessage(), e);
        }
    }

    private static AwsCredentialsProvider credentials(S3Config config, S3Access access) {
        return switch (access) {
            case S3Access.Chain _ -> DefaultCredentialsProvider.builder().build();
            case S3Access.Keys(String key, String secret, String token) ->
                StaticCredentialsProvider.create(
                        token.isEmpty()
                                ? AwsBasicCredentials.create(key, secret)
                                : AwsSessionCredentials.create(key, secret, token));
            case S3Access.Role role -> assumed(config, role);
        };
    }

    private static AwsCredentialsProvider assumed(S3Config config, S3Access.Role role) {
        StsClient sts = StsClient.builder()
                .region(Region.of(config.bucket().region()))
                .credentialsProvider(credentials(config, role.base()))
                .httpClientBuilder(http(config.network()))
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(role.role())
                        .roleSessionName("filegate")
                        .externalId(role.externalId().isEmpty() ? null : role.externalId()))
                .build();
    }
}
