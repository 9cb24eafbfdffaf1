package dev.filegate.deploy.config;

import dev.filegate.storage.s3.S3Config;
import dev.filegate.storage.s3.S3Dialect.Checksums;
import dev.filegate.storage.s3.S3Memory;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keys of storages of type {@code s3}, and of the memory they share. */
final class BucketKeys {
    private static final List<String> ACLS = List.of(
            "private",
            "public-read",
            "public-read-write",
            "authenticated-read",
            "aws-exec-read",
            "bucket-owner-read",
            "bucket-owner-full-control",
            "log-delivery-write");

    final KeyGroup group = new KeyGroup(
            "S3 storages",
            "For storages of type `s3`; [storage/s3.md](storage/s3.md) says how they behave, and which of these a service other than Amazon's needs. `filegate check-config` tries the bucket.");

    final Key<String> bucket = add(
            "bucket",
            ValueType.of("a name of 3 to 63 small letters, digits, dots and hyphens", BucketKeys::bucketName),
            "name of the bucket; it must exist");
    final Key<String> prefix = add(
            "prefix",
            ValueTypes.NAME,
            "what the keys of all files begin with, such as `partners/`; the whole bucket when not set");
    final Key<String> region = add(
            "region",
            ValueTypes.NAME,
            "region of the bucket; needed unless there is an `endpoint`, which is signed for as `us-east-1` by default");
    final Key<String> endpoint = add(
            "endpoint",
            ValueType.of("an address like `https://s3.example.org:9000`", BucketKeys::address),
            "address of a service other than Amazon's");
    final Key<Boolean> pathStyle = add(
            "path-style",
            ValueTypes.FLAG,
            "whether the bucket is named in the path and not in the host name; `true` with an `endpoint`, else `false`");
    final Key<Checksums> checksums = add(
            "checksums",
            ValueTypes.oneOf(Checksums.class),
            "`required` sends CRC32C, which the service verifies and keeps; `when-needed` sends `Content-MD5`, for services that refuse the newer checksums (Ceph before 19, older MinIO). `when-needed` with an `endpoint`, else `required`");
    final Key<Boolean> chunkedEncoding = add(
            "chunked-encoding",
            ValueTypes.FLAG,
            "whether bodies may be sent in signed chunks, which older services store or refuse; `false` with an `endpoint`, else `true`");
    final Key<Boolean> conditionalWrites = group.add(
            Key.of(name("conditional-writes"), ValueTypes.FLAG)
                    .byDefault("true")
                    .means(
                            "`s3`: whether a new file is sent with `If-None-Match`, so that of two gateways only one creates it; `false` for services that refuse it."));
    final Key<String> accessKey = add(
            "access-key",
            ValueTypes.NAME,
            "access key. Without one the SDK looks for credentials: environment variables, web identity (Kubernetes), profile, container, instance");
    final Key<String> secretKey = add("secret-key", ValueTypes.NAME, "secret key of the access key");
    final Key<String> sessionToken = add("session-token", ValueTypes.NAME, "session token of temporary keys");
    final Key<String> role = add(
            "assume-role",
            ValueType.of("an ARN like `arn:aws:iam::123456789012:role/filegate`", BucketKeys::role),
            "role to assume with those credentials");
    final Key<String> externalId =
            add("assume-role-external-id", ValueTypes.NAME, "external id that the role's owner demands");
    final Key<Encryption> sse = group.add(
            Key.of(name("sse"), ValueTypes.oneOf(Encryption.class))
                    .byDefault("bucket")
                    .means(
                            "`s3`: encryption by the service: `bucket` as the bucket is set up, `s3` (SSE-S3), `kms` (SSE-KMS), `customer` (SSE-C)."));
    final Key<String> kmsKey = add(
            "sse-kms-key",
            ValueTypes.NAME,
            "id or ARN of the key for `sse: kms`; the account's default key when not set");
    final Key<String> customerKey = add(
            "sse-customer-secret-key",
            ValueTypes.TEXT,
            "the key for `sse: customer`: 256 bits in Base64. Without it what was stored cannot be read any more");
    final Key<String> storageClass = add(
            "storage-class",
            ValueType.of("a storage class like `STANDARD_IA`", BucketKeys::storageClass),
            "storage class of new objects; the service's default when not set");
    final Key<String> acl = add(
            "acl",
            ValueType.of("a canned ACL like `bucket-owner-full-control`", BucketKeys::acl),
            "canned ACL of new objects; none when not set");
    final Key<List<String>> tags = add(
            "tags",
            ValueType.listOf("a list like `team=edi, source=filegate`", ValueType.Form.COMMAS, BucketKeys::tag),
            "tags of new objects, at most ten");
    final Key<Long> partSize = group.add(
            Key.of(name("part-size"), ValueTypes.SIZE)
                    .byDefault("8M")
                    .means(
                            "`s3`: size of the first parts of an upload, 5M to 5G; later ones grow, so that 5T fit into 10,000 parts."));
    final Key<Integer> parallelParts =
            group.add(Key.of(name("parallel-parts"), ValueTypes.integer("a whole number from 1 to 64", 1, 64))
                    .byDefault("4")
                    .means("`s3`: parts of one upload that are sent at once."));
    final Key<Integer> parallelReads =
            group.add(Key.of(name("parallel-reads"), ValueTypes.integer("a whole number from 1 to 64", 1, 64))
                    .byDefault("4")
                    .means("`s3`: ranges of one download that are fetched at once."));
    final Key<Long> window = group.add(
            Key.of(name("write-window"), ValueTypes.SIZE)
                    .byDefault("16M")
                    .means(
                            "`s3`: how far SFTP writes may run ahead of a gap; beyond it they are refused, as S3 cannot write inside a file."));
    final Key<Duration> connectTimeout = group.add(Key.of(name("connect-timeout"), ValueTypes.POSITIVE_DURATION)
            .byDefault("5s")
            .means("`s3`: time for a connection to be made."));
    final Key<Duration> requestTimeout = group.add(Key.of(name("request-timeout"), ValueTypes.POSITIVE_DURATION)
            .byDefault("30s")
            .means("`s3`: how long a request may be silent."));
    final Key<Duration> callTimeout = group.add(
            Key.of(name("call-timeout"), ValueTypes.POSITIVE_DURATION)
                    .byDefault("60s")
                    .means(
                            "`s3`: time for an operation with all its repetitions; parts of uploads and copies get five times as much."));
    final Key<Integer> attempts = group.add(
            Key.of(name("attempts"), ValueTypes.integer("a whole number from 1 to 20", 1, 20))
                    .byDefault("10")
                    .means(
                            "`s3`: how often a request is tried in all, with growing pauses, when the service is busy, fails or cannot be reached; ten outlast about twenty seconds without a service."));
    final Key<String> proxy = add(
            "proxy",
            ValueType.of("an address like `http://proxy.example.org:3128`", BucketKeys::address),
            "HTTP proxy to go through");
    final Key<String> proxyUser = add("proxy-user", ValueTypes.NAME, "user of the proxy");
    final Key<String> proxyPassword = add("proxy-password", ValueTypes.TEXT, "password of the proxy's user");
    final Key<List<Path>> authorities = add(
            "certificate-authorities",
            TlsKeys.paths(),
            "PEM files of the authorities whose certificates the service may have; the system's when not set");

    final Key<Long> uploadMemory = group.add(
            Key.of("filegate.s3.upload-memory", ValueTypes.SIZE)
                    .byDefault("256M")
                    .means(
                            "Memory for parts of uploads on their way to S3, of all sessions together; clients that are faster wait. At least 32M."));
    final Key<Long> readMemory = group.add(
            Key.of("filegate.s3.read-memory", ValueTypes.SIZE)
                    .byDefault("128M")
                    .means(
                            "Memory for what is fetched from S3 ahead of what clients have taken, of all sessions together. At least 8M."));

    /** How the service encrypts, as it is written. */
    enum Encryption {
        BUCKET,
        S3,
        KMS,
        CUSTOMER
    }

    private static String name(String last) {
        return StorageKeys.ABOVE + ".<name>." + last;
    }

    private <T> Key<T> add(String name, ValueType<T> type, String meaning) {
        return group.add(Key.of(name(name), type).means("`s3`: " + meaning + "."));
    }

    /** Those that belong to one storage, and so are mistakes at one of another type. */
    List<Key<?>> ofOneStorage() {
        return group.keys().stream().filter(key -> !key.pattern().isFixed()).toList();
    }

    /** A bucket; empty when something that it cannot do without is missing or wrong. */
    Optional<S3Config> read(Values values, UploadSettings uploads, String name) {
        return new BucketReading(this, values, name).read(uploads);
    }

    S3MemorySettings readMemory(Values values) {
        return new S3MemorySettings(
                memory(values, uploadMemory, S3Memory.MIN_UPLOAD), memory(values, readMemory, S3Memory.MIN_READ));
    }

    private static long memory(Values values, Key<Long> key, long least) {
        long bytes = values.get(key);
        if (bytes < least) {
            String words = (least >> 20) + "M";
            values.report(
                    key, "is less than " + words + ", which a few transfers take", "give it " + words + " or more");
        }
        return bytes;
    }

    private static String bucketName(String text) {
        if (!text.matches("[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]")) {
            throw new IllegalArgumentException("is not a name of a bucket");
        }
        return text;
    }

    private static String address(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not an address", e);
        }
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean bare = uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (uri.getRawPath() == null || uri.getRawPath().matches("/?"));
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("does not begin with http:// or https:// and a host");
        }
        if (!bare) {
            throw new IllegalArgumentException("has more than a scheme, a host and a port");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String role(String text) {
        if (!text.matches("arn:[a-z0-9-]+:(iam|sts):[^:]*:[^:]*:[^\\s]+")) {
            throw new IllegalArgumentException("is not the ARN of a role");
        }
        return text;
    }

    private static String storageClass(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
            throw new IllegalArgumentException("is not a storage class");
        }
        return text;
    }

    private static String acl(String text) {
        if (!ACLS.contains(text)) {
            throw new IllegalArgumentException("is none of " + String.join(", ", ACLS));
        }
        return text;
    }

    private static String tag(String text) {
        if (!text.matches("[^=]{1,128}=[^=]{0,256}")) {
            throw new IllegalArgumentException("is not a name and a value with = between");
        }
        return text;
    }
}
