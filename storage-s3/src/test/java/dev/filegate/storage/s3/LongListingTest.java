package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A directory of 200,000 names, from a service that makes up each page when it is asked for it. */
class LongListingTest {
    private static final int PAGES = 200;
    private static final int PER_PAGE = 1000;

    /** All names together are ten times as much. */
    private static final long TOLERATED = 4L << 20;

    private static final Pattern TOKEN = Pattern.compile("continuation-token=(\\d+)");

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", LongListingTest::page);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private static void page(HttpExchange exchange) throws IOException {
        Matcher token = TOKEN.matcher(exchange.getRequestURI().getQuery());
        int page = token.find() ? Integer.parseInt(token.group(1)) : 0;
        StringBuilder answer = new StringBuilder(200 * PER_PAGE).append("<ListBucketResult>");
        for (int i = 0; i < PER_PAGE; i++) {
            answer.append("<Contents><Key>file-%06d.dat</Key><LastModified>2026-11-20T12:00:00.000Z</LastModified>"
                    .formatted(page * PER_PAGE + i));
            answer.append("<ETag>\"0123456789abcdef\"</ETag><Size>1</Size></Contents>");
        }
        boolean isLast = page == PAGES - 1;
        answer.append("<IsTruncated>").append(!isLast).append("</IsTruncated>");
        if (!isLast) {
            answer.append("<NextContinuationToken>").append(page + 1).append("</NextContinuationToken>");
        }
        byte[] bytes = answer.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** What is alive on the heap. */
    private static long alive() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void holdsNoMoreAtItsEndThanAtItsBeginning() {
        S3Config config = S3Config.of(new S3Location(
                        "files",
                        "",
                        "us-east-1",
                        "http://127.0.0.1:" + service.getAddress().getPort()))
                .withAccess(new S3Access.Keys("key", "secret"))
                .withDialect(S3Dialect.COMPATIBLE);
        try (S3Backend backend = TestS3.open(config);
                DirectoryCursor all = backend.tree(VirtualPath.ROOT, "me").list(VirtualPath.ROOT)) {
            String last = "";
            long early = 0;
            int count = 0;
            while (all.advance()) {
                assertThat(all.entry().name()).isGreaterThan(last);
                last = all.entry().name();
                count++;
                if (count == 10 * PER_PAGE + 1) {
                    early = alive();
                }
                if (count == (PAGES - 1) * PER_PAGE + 1) {
                    assertThat(alive()).as("bytes alive").isLessThan(early + TOLERATED);
                }
            }
            assertThat(count).isEqualTo(PAGES * PER_PAGE);
        }
    }
}
