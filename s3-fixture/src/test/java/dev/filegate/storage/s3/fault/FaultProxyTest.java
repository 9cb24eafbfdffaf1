package dev.filegate.storage.s3.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final int SIZE = 100_000;
    private static final byte[] CONTENT = new byte[SIZE];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    /** A store that knows PUT and GET. */
    private final Map<String, byte[]> stored = new ConcurrentHashMap<>();

    private HttpServer store;
    private FaultProxy proxy;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Runnable::run)
            .build();

    @BeforeEach
    void start() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        store.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        store.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("PUT")) {
                stored.put(path, exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
            } else if (stored.containsKey(path)) {
                byte[] body = stored.get(path);
                exchange.sendResponseHeaders(200, path.endsWith("chunked") ? 0 : body.length);
                exchange.getResponseBody().write(body);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
            exchange.close();
        });
        store.start();
        proxy = FaultProxy.before(
                URI.create("http://127.0.0.1:" + store.getAddress().getPort()));
        stored.put("/b/there", CONTENT);
    }

    @AfterEach
    void stop() {
        proxy.close();
        client.close();
        store.stop(0);
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> put(String path) throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .expectContinue(true)
                        .PUT(BodyPublishers.ofByteArray(CONTENT))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(proxy.address().resolve(path)).timeout(Duration.ofSeconds(30));
    }

    @Test
    void passesOnWhatItHasNoFaultFor() throws Exception {
        assertThat(put("/b/k").statusCode()).isEqualTo(200);
        assertThat(stored.get("/b/k")).isEqualTo(CONTENT);
        assertThat(get("/b/k").body()).isEqualTo(CONTENT);
        assertThat(get("/b/none").statusCode()).isEqualTo(404);
        assertThat(proxy.injected()).isZero();
    }

    @Test
    void passesOnBodiesInChunks() throws Exception {
        HttpRequest chunked = request("/b/chunked")
                .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(CONTENT)))
                .build();
        assertThat(client.send(chunked, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        assertThat(stored.get("/b/chunked")).isEqualTo(CONTENT);
        assertThat(get("/b/chunked").body()).isEqualTo(CONTENT);
    }

    @Test
    void answersInTheStoresPlaceAndOnTheSameConnectionAfterwards() throws Exception {
        proxy.plan(FaultPlan.first(1, S3Operation.PUT_OBJECT, Fault.slowDown()));
        HttpResponse<byte[]> refused = put("/b/k");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(new String(refused.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("<Code>SlowDown</Code>");
        assertThat(stored).doesNotContainKey("/b/k");
        assertThat(put("/b/k").statusCode()).isEqualTo(200);
        assertThat(proxy.injected()).isEqualTo(1);
    }

    @Test
    void resetsInTheMiddleOfWhatTheClientSends() {
        proxy.plan(FaultPlan.every(S3Operation.PUT_OBJECT, new Fault.ResetWhileSending(50_000)));
        assertThatThrownBy(() -> put("/b/k")).isInstanceOf(IOException.class);
        assertThat(stored).doesNotContainKey("/b/k");
    }

    @Test
    void resetsInTheMiddleOfAnAnswer() {
        proxy.plan(FaultPlan.every(S3Operation.GET_OBJECT, new Fault.ResetWhileReceiving(50_000)));
        assertThatThrownBy(() -> get("/b/there")).isInstanceOf(IOException.class);
    }

    @Test
    void endsAnAnswerEarly() {
        proxy.plan(FaultPlan.every(S3Operation.GET_OBJECT, new Fault.Truncated(50_000)));
        assertThatThrownBy(() -> get("/b/there")).isInstanceOf(IOException.class);
    }

    @Test
    void turnsOneBitOnEitherWay() throws Exception {
        byte[] turned = CONTENT.clone();
        turned[70_000] ^= 1;
        proxy.plan(FaultPlan.every(S3Operation.PUT_OBJECT, new Fault.CorruptedSending(70_000))
                .or(FaultPlan.every(S3Operation.GET_OBJECT, new Fault.CorruptedReceiving(70_000))));
        assertThat(put("/b/k").statusCode()).isEqualTo(200);
        assertThat(stored.get("/b/k")).isEqualTo(turned);
        assertThat(get("/b/there").body()).isEqualTo(turned);
    }

    @Test
    void losesAnAnswerToWhatWasDone() {
        proxy.plan(FaultPlan.every(S3Operation.PUT_OBJECT, new Fault.LostAnswer()));
        assertThatThrownBy(() -> put("/b/k")).isInstanceOf(IOException.class);
        assertThat(stored.get("/b/k")).isEqualTo(CONTENT);
    }

    @Test
    void stallsUntilItIsClosed() {
        proxy.plan(FaultPlan.every(S3Operation.GET_OBJECT, new Fault.StalledAnswer(Duration.ofHours(1)))
                .or(FaultPlan.every(S3Operation.PUT_OBJECT, new Fault.StalledReceiving(0, Duration.ofHours(1)))));
        HttpRequest impatient = HttpRequest.newBuilder(proxy.address().resolve("/b/there"))
                .timeout(Duration.ofMillis(200))
                .build();
        assertThatThrownBy(() -> client.send(impatient, BodyHandlers.discarding()))
                .isInstanceOf(java.net.http.HttpTimeoutException.class);
    }

    @Test
    void hidesThatSomethingIsNotThere() throws Exception {
        proxy.plan(FaultPlan.every(S3Operation.GET_OBJECT, new Fault.HiddenAbsence()));
        assertThat(get("/b/none").statusCode()).isEqualTo(403);
        assertThat(get("/b/there").statusCode()).isEqualTo(200);
    }

    @Test
    void goesAwayAndComesBackAtTheSameAddress() throws Exception {
        proxy.goAway();
        assertThatThrownBy(() -> get("/b/there")).isInstanceOf(ConnectException.class);
        proxy.comeBack();
        assertThat(get("/b/there").statusCode()).isEqualTo(200);
    }

    @Test
    void failsTheSameRequestsForTheSameSeed() {
        List<Fault> faults = List.of(Fault.slowDown(), Fault.internalError());
        FaultPlan one = FaultPlan.seeded(7, 0.3, faults);
        FaultPlan same = FaultPlan.seeded(7, 0.3, faults);
        FaultPlan other = FaultPlan.seeded(8, 0.3, faults);
        assertThat(drawn(one)).isEqualTo(drawn(same)).isNotEqualTo(drawn(other));
        assertThat(drawn(one).stream().filter(fault -> fault != Fault.NONE).count())
                .isBetween(200L, 400L);
    }

    private static List<Fault> drawn(FaultPlan plan) {
        return java.util.stream.IntStream.range(0, 1_000)
                .mapToObj(i -> plan.faultOf(new S3Request(S3Operation.UPLOAD_PART, i, "PUT", "/b/k", "", 0)))
                .toList();
    }

    @Test
    void knowsOperationsByTheirRequests() {
        assertThat(S3Operation.of("POST", true, "uploads=", false)).isEqualTo(S3Operation.CREATE_UPLOAD);
        assertThat(S3Operation.of("PUT", true, "partNumber=1&uploadId=x", false))
                .isEqualTo(S3Operation.UPLOAD_PART);
        assertThat(S3Operation.of("PUT", true, "partNumber=1&uploadId=x", true))
                .isEqualTo(S3Operation.UPLOAD_PART_COPY);
        assertThat(S3Operation.of("POST", true, "uploadId=x", false)).isEqualTo(S3Operation.COMPLETE_UPLOAD);
        assertThat(S3Operation.of("DELETE", true, "uploadId=x", false)).isEqualTo(S3Operation.ABORT_UPLOAD);
        assertThat(S3Operation.of("GET", true, "uploadId=x", false)).isEqualTo(S3Operation.LIST_PARTS);
        assertThat(S3Operation.of("GET", false, "uploads", false)).isEqualTo(S3Operation.LIST_UPLOADS);
        assertThat(S3Operation.of("GET", false, "list-type=2", false)).isEqualTo(S3Operation.LIST_OBJECTS);
        assertThat(S3Operation.of("PUT", true, "", true)).isEqualTo(S3Operation.COPY_OBJECT);
        assertThat(S3Operation.of("POST", false, "delete", false)).isEqualTo(S3Operation.DELETE_OBJECTS);
        assertThat(S3Operation.of("HEAD", false, "", false)).isEqualTo(S3Operation.HEAD_BUCKET);
    }
}
