package dev.filegate.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsChannelTest {
    private static final int LENGTH = 1_000_003;

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocketChannel listener;
    private Socket plain;
    private SSLSocket client;
    private Future<TlsChannel> server;

    @BeforeEach
    void listen() throws Exception {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        TlsContext context = TlsContext.of(TlsConfig.of(SelfSigned.keptIn(directory, Instant.now())), Instant.now());
        server = threads.submit(() -> TlsChannel.handshake(listener.accept(), context.dataEngine()));
        plain = new Socket(InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
        plain.setSoTimeout(10_000);
        client = (SSLSocket) trustingContext().getSocketFactory().createSocket(plain, "localhost", 1, false);
    }

    @AfterEach
    void close() throws Exception {
        plain.close();
        listener.close();
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, 300000", "TLSv1.2, 1000", "TLSv1.3, 300000", "TLSv1.3, 1000", "TLSv1.3, 1"})
    void receivesEveryByteAndTheOrderlyEnd(String protocol, int blockBytes) throws Exception {
        byte[] sent = bytes(blockBytes == 1 ? 40_000 : LENGTH);
        client.setEnabledProtocols(new String[] {protocol});
        Future<byte[]> received = threads.submit(() -> readAll(server.get(), sent.length, blockBytes));
        client.getOutputStream().write(sent);
        client.shutdownOutput();
        assertThat(received.get()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sendsEveryByteAndTheOrderlyEnd(String protocol) throws Exception {
        byte[] sent = bytes(LENGTH);
        client.setEnabledProtocols(new String[] {protocol});
        Future<?> sending = threads.submit(() -> {
            server.get().write(ByteBuffer.wrap(sent));
            server.get().finish();
            return null;
        });
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
        sending.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void tellsACutStreamFromAnEndedOne(String protocol) throws Exception {
        client.setEnabledProtocols(new String[] {protocol});
        Future<byte[]> received = threads.submit(() -> readAll(server.get(), 10_000, 5_000));
        client.getOutputStream().write(bytes(10_000));
        plain.shutdownOutput();
        assertThatThrownBy(received::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(SSLException.class)
                .hasMessageContaining("no close_notify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sendsNothingToAClientThatOnlySendsUntilItHasEnded(String protocol) throws Exception {
        client.setEnabledProtocols(new String[] {protocol});
        Future<byte[]> received = threads.submit(() -> readAll(server.get(), 10_000, 5_000));
        client.getOutputStream().write(bytes(10_000));
        client.shutdownOutput();
        assertThat(received.get()).hasSize(10_000);
        assertThat(plain.getInputStream().available())
                .as("bytes whose arrival at a closed socket would reset the connection")
                .isZero();
    }

    @Test
    void refusesWhatIsNoTls() throws Exception {
        plain.getOutputStream().write("USER demo\r\n".repeat(10).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> server.get()).hasRootCauseInstanceOf(SSLException.class);
    }

    @Test
    void refusesAHandshakeThatEndsHalfway() throws Exception {
        plain.getOutputStream().write(new byte[] {22, 3, 1, 1, 0});
        plain.shutdownOutput();
        assertThatThrownBy(() -> server.get()).hasRootCauseInstanceOf(SSLException.class);
    }

    @Test
    void failsAtOnceWhenItIsClosedByAnotherThread() throws Exception {
        Future<?> handshake = threads.submit(() -> {
            client.startHandshake();
            return null;
        });
        TlsChannel channel = server.get();
        handshake.get();
        Future<byte[]> reading = threads.submit(() -> readAll(channel, 1, 1));
        channel.close();
        assertThatThrownBy(reading::get).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void failsAtOnceWhenTheSocketIsClosedDuringTheHandshake() throws Exception {
        SSLContext unused = trustingContext();
        try (ServerSocketChannel other =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            SocketChannel silent = SocketChannel.open(other.getLocalAddress());
            SocketChannel accepted = other.accept();
            Future<TlsChannel> waiting = threads.submit(() -> TlsChannel.handshake(accepted, serverEngine(unused)));
            accepted.close();
            assertThatThrownBy(waiting::get).hasRootCauseInstanceOf(IOException.class);
            silent.close();
        }
    }

    private static javax.net.ssl.SSLEngine serverEngine(SSLContext context) {
        javax.net.ssl.SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] readAll(TlsChannel channel, int expected, int blockBytes) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(expected + 1);
        ByteBuffer block = ByteBuffer.allocateDirect(blockBytes);
        while (channel.read(block.clear()) >= 0) {
            all.put(block.flip());
        }
        byte[] read = new byte[all.flip().remaining()];
        all.get(read);
        return read;
    }

    private static SSLContext trustingContext() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustEverybody()}, null);
        return context;
    }

    /** The certificate is our own. */
    private static final class TrustEverybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
