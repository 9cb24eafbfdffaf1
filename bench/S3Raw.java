import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What the vendor's SDK reaches without a gateway before it: parts and ranges of 8 MiB in parallel, one connection pool, no checksums beyond
 * the signature's. Runs as a source file; prints a line {@code seconds S} for every run, which its caller reads.
 *
 * <pre>S3Raw put FILE KEY RUNS | get KEY RUNS | small PREFIX COUNT SIZE RUNS | fill PREFIX COUNT | list PREFIX RUNS | clean PREFIX</pre>
 */
public final class S3Raw {
    private static final int PART = 8 << 20;
    private static final int PARALLEL = Integer.getInteger("parallel", 8);

    private final String bucket = System.getenv("FILEGATE_TEST_S3_BUCKET");
    private final S3Client client = S3Client.builder()
            .endpointOverride(URI.create(System.getenv("FILEGATE_TEST_S3_ENDPOINT")))
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    System.getenv("FILEGATE_TEST_S3_ACCESS_KEY"), System.getenv("FILEGATE_TEST_S3_SECRET_KEY"))))
            .httpClientBuilder(Apache5HttpClient.builder().maxConnections(64).socketTimeout(Duration.ofMinutes(2)))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(S3Configuration.builder()
                    .pathStyleAccessEnabled(true)
                    .chunkedEncodingEnabled(false)
                    .build())
            .build();
    private final ExecutorService workers = Executors.newFixedThreadPool(PARALLEL);

    /** Something to be timed. */
    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] words) throws Exception {
        S3Raw raw = new S3Raw();
        switch (words[0]) {
            case "put" -> timed(words[3], () -> raw.put(Path.of(words[1]), words[2]));
            case "get" -> timed(words[2], () -> raw.get(words[1]));
            case "small" -> timed(
                    words[4], () -> raw.small(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3])));
            case "fill" -> raw.fill(words[1], Integer.parseInt(words[2]));
            case "list" -> timed(words[2], () -> raw.list(words[1]));
            case "clean" -> raw.clean(words[1]);
            default -> throw new IllegalArgumentException(words[0]);
        }
        raw.workers.shutdown();
        raw.client.close();
    }

    private static void timed(String runs, Work work) throws Exception {
        for (int i = 0; i < Integer.parseInt(runs); i++) {
            long start = System.nanoTime();
            work.run();
            System.out.printf(Locale.ROOT, "seconds %.4f%n", (System.nanoTime() - start) / 1e9);
        }
    }

    private void put(Path file, String key) throws Exception {
        try (FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = content.size();
            String upload = client.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
            List<Future<CompletedPart>> parts = new ArrayList<>();
            for (int number = 1; (number - 1L) * PART < size; number++) {
                int part = number;
                parts.add(workers.submit(() -> part(content, key, upload, part)));
            }
            List<CompletedPart> done = new ArrayList<>();
            for (Future<CompletedPart> part : parts) {
                done.add(part.get());
            }
            done.sort(Comparator.comparing(CompletedPart::partNumber));
            client.completeMultipartUpload(
                    r -> r.bucket(bucket).key(key).uploadId(upload).multipartUpload(m -> m.parts(done)));
        }
    }

    private CompletedPart part(FileChannel content, String key, String upload, int number) throws IOException {
        long from = (number - 1L) * PART;
        byte[] bytes = new byte[(int) Math.min(PART, content.size() - from)];
        content.read(ByteBuffer.wrap(bytes), from);
        String tag = client.uploadPart(
                        r -> r.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                        RequestBody.fromContentProvider(
                                () -> new java.io.ByteArrayInputStream(bytes), bytes.length, "application/octet-stream"))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private void get(String key) throws Exception {
        long size = client.headObject(r -> r.bucket(bucket).key(key)).contentLength();
        List<Future<Long>> ranges = new ArrayList<>();
        for (long from = 0; from < size; from += PART) {
            long begin = from;
            long last = Math.min(size, from + PART) - 1;
            ranges.add(workers.submit(() -> range(key, begin, last)));
        }
        long total = 0;
        for (Future<Long> range : ranges) {
            total += range.get();
        }
        if (total != size) {
            throw new IOException(total + " of " + size + " bytes");
        }
    }

    private long range(String key, long from, long last) throws IOException {
        try (InputStream in = client.getObject(
                r -> r.bucket(bucket).key(key).range("bytes=" + from + "-" + last))) {
            byte[] buffer = new byte[256 << 10];
            long total = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                total += count;
            }
            return total;
        }
    }

    private void small(String prefix, int count, int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < count; i++) {
            String key = prefix + i;
            client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content));
        }
    }

    private void fill(String prefix, int count) throws Exception {
        List<Future<?>> puts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = prefix + String.format(Locale.ROOT, "file-%06d.dat", i);
            puts.add(workers.submit(() -> client.putObject(
                    r -> r.bucket(bucket).key(key).metadata(Map.of()), RequestBody.fromBytes(new byte[1]))));
        }
        for (Future<?> put : puts) {
            put.get();
        }
    }

    private void list(String prefix) {
        long keys = 0;
        String token = null;
        do {
            String from = token;
            ListObjectsV2Response page = client.listObjectsV2(
                    r -> r.bucket(bucket).prefix(prefix).delimiter("/").continuationToken(from));
            keys += page.contents().size();
            token = page.nextContinuationToken();
        } while (token != null);
        System.out.println("keys " + keys);
    }

    private void clean(String prefix) {
        ListObjectsV2Response page;
        do {
            page = client.listObjectsV2(r -> r.bucket(bucket).prefix(prefix));
            List<ObjectIdentifier> keys = page.contents().stream()
                    .map(S3Object::key)
                    .map(key -> ObjectIdentifier.builder().key(key).build())
                    .toList();
            if (!keys.isEmpty()) {
                client.deleteObjects(r -> r.bucket(bucket).delete(d -> d.objects(keys).quiet(true)));
            }
        } while (page.isTruncated());
        client.listMultipartUploadsPaginator(r -> r.bucket(bucket)).uploads().stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .forEach(upload -> client.abortMultipartUpload(
                        r -> r.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
    }
}
