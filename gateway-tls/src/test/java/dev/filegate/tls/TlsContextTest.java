package dev.filegate.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateRevokedException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsContextTest {
    @TempDir
    Path directory;

    private TestAuthority authority;

    /** Java's client looks for sessions to resume by host and port, so it tries once a second handshake goes to the same port. */
    private ServerSocketChannel port;

    private ServerSocketChannel otherPort;

    @BeforeEach
    void makeAnAuthority() throws Exception {
        authority = new TestAuthority();
        TestAuthority.pem(directory.resolve("ca.pem"), authority.certificate);
        port = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        otherPort = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void closeThePorts() throws Exception {
        port.close();
        otherPort.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void knowsADataConnectionThatResumesItsControlConnection(String protocol) throws Exception {
        TlsContext server = server("EC", ClientCertificates.OFF);
        SSLContext client = client();
        SSLSession control = handshake(server, client, protocol, port);
        SSLSession data = handshake(server, client, protocol, port);
        assertThat(control.getProtocol()).isEqualTo(protocol);
        assertThat(TlsContext.resumes(data, control)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void knowsADataConnectionOfItsOwnHandshake(String protocol) throws Exception {
        TlsContext server = server("EC", ClientCertificates.OFF);
        SSLSession control = handshake(server, client(), protocol, port);
        SSLSession stranger = handshake(server, client(), protocol, port);
        assertThat(TlsContext.resumes(stranger, control)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void knowsADataConnectionOfAnotherControlConnectionOfTheSameClient(String protocol) throws Exception {
        TlsContext server = server("EC", ClientCertificates.OFF);
        SSLContext client = client();
        SSLSession first = handshake(server, client, protocol, port);
        SSLSession second = handshake(server, client, protocol, otherPort);
        assertThat(TlsContext.resumes(handshake(server, client, protocol, otherPort), first))
                .isFalse();
        assertThat(TlsContext.resumes(handshake(server, client, protocol, port), second))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"EC, TLSv1.2", "EC, TLSv1.3", "RSA, TLSv1.2", "RSA, TLSv1.3"})
    void servesBothKindsOfKeys(String algorithm, String protocol) throws Exception {
        SSLSession session = handshake(server(algorithm, ClientCertificates.OFF), client(), protocol, port);
        assertThat(session.getProtocol()).isEqualTo(protocol);
    }

    @Test
    void offersNothingOldOrWithoutForwardSecrecy() throws Exception {
        SSLEngine engine = server("RSA", ClientCertificates.OFF).controlEngine();
        assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
        assertThat(engine.getEnabledCipherSuites())
                .isNotEmpty()
                .allMatch(suite -> suite.matches("TLS_(ECDHE_.*_)?(AES|CHACHA20).*")
                        || suite.matches("TLS_ECDHE_.*(GCM|POLY1305)_SHA\\d+"));
    }

    @Test
    void turnsAwayClientsThatSpeakAnotherApplicationProtocol() throws Exception {
        TlsContext server = server("EC", ClientCertificates.OFF);
        SSLContext client = client();
        assertThat(handshake(server, client, "TLSv1.3", port, "ftp").isValid()).isTrue();
        assertThatThrownBy(() -> handshake(server, client, "TLSv1.3", otherPort, "h2", "http/1.1"))
                .hasRootCauseInstanceOf(SSLException.class);
    }

    @Test
    void believesClientCertificatesOfTheAuthorityUntilTheyAreRevoked() throws Exception {
        KeyPair keys = TestAuthority.keys("EC", 256);
        X509Certificate good = authority.issue(keys, "CN=partner,O=Example");
        X509Certificate bad = authority.issue(keys, "CN=former partner");
        TestAuthority.pem(directory.resolve("crl.pem"), authority.revocationList(bad));
        TlsContext server = server("EC", ClientCertificates.REQUIRED, directory.resolve("crl.pem"));

        SSLSession session = handshake(server, client(keys, good), "TLSv1.3", port);
        X509Certificate presented = (X509Certificate) session.getPeerCertificates()[0];
        assertThat(CertificateName.COMMON_NAME.of(presented)).contains("partner");
        assertThat(CertificateName.EMAIL.of(presented)).contains("partner@example.org");
        assertThat(CertificateName.DNS.of(presented)).contains("localhost");

        assertThatThrownBy(() -> handshake(server, client(keys, bad), "TLSv1.3", port))
                .hasRootCauseInstanceOf(CertificateRevokedException.class);
        assertThatThrownBy(() -> handshake(server, client(), "TLSv1.2", port)).isInstanceOf(Exception.class);
    }

    @Test
    void asksForCertificatesWithoutDemandingThem() throws Exception {
        TlsContext server = server("EC", ClientCertificates.OPTIONAL);
        assertThat(handshake(server, client(), "TLSv1.3", port).isValid()).isTrue();
        TestAuthority stranger = new TestAuthority();
        KeyPair keys = TestAuthority.keys("EC", 256);
        SSLContext forged = client(keys, stranger.issue(keys, "CN=partner"));
        assertThatThrownBy(() -> handshake(server, forged, "TLSv1.2", port)).isInstanceOf(Exception.class);
    }

    private TlsContext server(String algorithm, ClientCertificates clients, Path... lists) throws Exception {
        KeyPair keys = TestAuthority.keys(algorithm, algorithm.equals("EC") ? 256 : 2048);
        Path pem = TestAuthority.pem(
                directory.resolve(algorithm + ".pem"),
                keys.getPrivate(),
                authority.issue(keys, "CN=server"),
                authority.certificate);
        TlsConfig config = new TlsConfig(
                List.of(new KeyFiles(pem, pem, "")),
                clients,
                clients == ClientCertificates.OFF ? List.of() : List.of(directory.resolve("ca.pem")),
                List.of(lists));
        return TlsContext.of(config, Instant.now());
    }

    private SSLContext client() throws Exception {
        return client(new KeyManager[0]);
    }

    private SSLContext client(KeyPair keys, X509Certificate certificate) throws Exception {
        char[] password = "x".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry("client", keys.getPrivate(), password, new Certificate[] {certificate});
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, password);
        return client(factory.getKeyManagers());
    }

    private SSLContext client(KeyManager[] keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority.certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        TrustManager[] trust = factory.getTrustManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    /** One handshake, a byte each way, and an orderly end. Gives the server's view of the session. */
    private static SSLSession handshake(
            TlsContext server,
            SSLContext client,
            String protocol,
            ServerSocketChannel listener,
            String... applicationProtocols)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<SSLSession> serverSide = threads.submit(() -> {
                try (TlsChannel channel = TlsChannel.handshake(listener.accept(), server.controlEngine())) {
                    ByteBuffer one = ByteBuffer.allocate(1);
                    assertThat(channel.read(one)).isEqualTo(1);
                    channel.write(one.flip());
                    channel.finish();
                    return channel.session();
                }
            });
            Socket plain = new Socket(
                    listener.socket().getInetAddress(), listener.socket().getLocalPort());
            try (SSLSocket socket = (SSLSocket) client.getSocketFactory()
                    .createSocket(plain, "localhost", listener.socket().getLocalPort(), true)) {
                socket.setSoTimeout(10_000);
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setProtocols(new String[] {protocol});
                parameters.setApplicationProtocols(applicationProtocols);
                socket.setSSLParameters(parameters);
                socket.getOutputStream().write('x');
                assertThat(socket.getInputStream().read()).isEqualTo('x');
            } catch (java.io.IOException | AssertionError e) {
                // What the server saw says more.
                serverSide.get();
                throw e;
            }
            return serverSide.get();
        }
    }
}
