package dev.filegate.storage.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service on loopback that notes what it is asked and answers it from a table: S3 that is empty, STS, the metadata of instances, a proxy. */
final class FakeEndpoint implements AutoCloseable {
    static final String KEY = "ASIAFAKE";

    private static final String EXPIRY = "2099-01-01T00:00:00Z";
    private static final String EMPTY_BUCKET = """
            <ListBucketResult><IsTruncated>false</IsTruncated><KeyCount>0</KeyCount></ListBucketResult>""";
    private static final String CREDENTIALS = """
            {"Code":"Success","AccessKeyId":"%s","SecretAccessKey":"fake","Token":"fake-token","Expiration":"%s"}""".formatted(KEY, EXPIRY);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Map<String, String> answers = Map.of();

    /** A request. */
    record Asked(String method, URI uri, Headers headers, String body) {
        String header(String name) {
            String value = headers.getFirst(name);
            return value == null ? "" : value;
        }
    }

    private FakeEndpoint(HttpServer server) {
        this.server = server;
    }

    static FakeEndpoint start() {
        try {
            return on(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FakeEndpoint on(HttpServer server) {
        FakeEndpoint endpoint = new FakeEndpoint(server);
        server.createContext("/", endpoint::answer);
        server.setExecutor(endpoint.threads);
        server.start();
        return endpoint;
    }

    /** What STS answers to an action of assuming a role. */
    static String assumed(String action) {
        return """
                <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>
                <AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>fake</SecretAccessKey><SessionToken>fake-token</SessionToken>
                <Expiration>%3$s</Expiration></Credentials></%1$sResult></%1$sResponse>
                """.formatted(action, KEY, EXPIRY);
    }

    static String credentials() {
        return CREDENTIALS;
    }

    /** Answers by path, or by {@code METHOD path}; everything else is an empty bucket. */
    FakeEndpoint with(Map<String, String> more) {
        answers = more;
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        String answer = answers.getOrDefault(
                exchange.getRequestMethod() + " " + path, answers.getOrDefault(path, EMPTY_BUCKET));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address() {
        return "http://127.0.0.1:" + port();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    Asked last() {
        return asked.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
