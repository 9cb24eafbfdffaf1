package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.commons.net.DefaultSocketFactory;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPSClient;
import org.jspecify.annotations.Nullable;

/**
 * Apache Commons Net with TLS. By itself it does not resume sessions; the few lines that make it are here. Java's own TLS uses a TLS 1.3
 * session once only and does not wait for the ticket at the end of an upload, so each upload has a control connection of its own.
 */
class CommonsNetFtpsIT implements ProtectsFiles {
    private static final int TIMEOUT_MILLIS = 20_000;

    @Override
    public void upload(Visit visit, SecureWay way, String... names) {
        for (String name : names) {
            talk(visit, way, ftp -> {
                try (InputStream content = Files.newInputStream(visit.local(name))) {
                    accepted(ftp, ftp.storeFile(name, content));
                }
            });
        }
    }

    @Override
    public void download(Visit visit, SecureWay way, String... names) {
        talk(visit, way, ftp -> {
            for (String name : names) {
                try (OutputStream content = Files.newOutputStream(visit.local(name))) {
                    accepted(ftp, ftp.retrieveFile(name, content));
                }
            }
        });
    }

    @Override
    public String list(Visit visit, SecureWay way) {
        StringBuilder shown = new StringBuilder();
        talk(
                visit,
                way,
                ftp -> shown.append(Stream.of(ftp.listFiles())
                        .map(FTPFile::toFormattedString)
                        .collect(Collectors.joining("\n"))));
        return shown.toString();
    }

    /** Things to do with a client that is logged in and in the visit's directory. */
    private interface Conversation {
        void with(FTPSClient ftp) throws IOException;
    }

    private static void talk(Visit visit, SecureWay way, Conversation conversation) {
        ResumingClient ftp = new ResumingClient(visit, way, trustingContext());
        ftp.setControlEncoding(StandardCharsets.UTF_8.name());
        ftp.setConnectTimeout(TIMEOUT_MILLIS);
        ftp.setDefaultTimeout(TIMEOUT_MILLIS);
        ftp.setDataTimeout(Duration.ofMillis(TIMEOUT_MILLIS));
        try {
            ftp.connect(visit.way().host(), way.port(visit));
            accepted(ftp, ftp.login(visit.user(), visit.password()));
            ftp.execPBSZ(0);
            ftp.protectData();
            if (way.passive()) {
                ftp.enterLocalPassiveMode();
            }
            accepted(ftp, ftp.setFileType(FTP.BINARY_FILE_TYPE));
            accepted(ftp, ftp.changeWorkingDirectory(visit.directory()));
            conversation.with(ftp);
            accepted(ftp, ftp.logout());
            ftp.disconnect();
        } catch (IOException e) {
            throw new AssertionError("the conversation broke off after " + ftp.getReplyString(), e);
        }
    }

    private static void accepted(FTPSClient ftp, boolean completed) {
        assertThat(completed).as(ftp.getReplyString()).isTrue();
    }

    private static SSLContext trustingContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustEverybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no TLS", e);
        }
    }

    /** Opens data connections in clear and then wraps them. */
    private static final class ResumingClient extends FTPSClient {
        private final SSLContext context;
        private final String protocol;
        private final String host;

        ResumingClient(Visit visit, SecureWay way, SSLContext context) {
            super(way.implicit(), context);
            this.context = context;
            this.protocol = "TLSv" + way.version();
            this.host = visit.way().host();
            setEnabledProtocols(new String[] {protocol});
            setSocketFactory(new SocketsOfOnePort(way.port(visit)));
            setServerSocketFactory(new ServerSocketsOfOnePort(way.port(visit)));
        }

        void protectData() throws IOException {
            assertThat(sendCommand("PROT", "P")).isEqualTo(200);
        }

        @Override
        protected @Nullable Socket _openDataConnection_(String command, String argument) throws IOException {
            Socket plain = super._openDataConnection_(command, argument);
            if (plain == null) {
                return null;
            }
            SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
            secure.setEnabledProtocols(new String[] {protocol});
            secure.startHandshake();
            return secure;
        }
    }

    /** Java looks for a session to resume by the address and port of the socket below: here all have the control connection's. */
    private static final class SocketOfOnePort extends Socket {
        private final int port;

        SocketOfOnePort(int port) {
            this.port = port;
        }

        @Override
        public int getPort() {
            return port;
        }
    }

    private static final class SocketsOfOnePort extends DefaultSocketFactory {
        private final int port;

        SocketsOfOnePort(int port) {
            this.port = port;
        }

        @Override
        public Socket createSocket() {
            return new SocketOfOnePort(port);
        }
    }

    private static final class ServerSocketsOfOnePort extends ServerSocketFactory {
        private final int port;

        ServerSocketsOfOnePort(int port) {
            this.port = port;
        }

        @Override
        public ServerSocket createServerSocket(int listening) throws IOException {
            return createServerSocket(listening, 1);
        }

        @Override
        public ServerSocket createServerSocket(int listening, int backlog) throws IOException {
            return createServerSocket(listening, backlog, null);
        }

        @Override
        public ServerSocket createServerSocket(int listening, int backlog, @Nullable InetAddress address)
                throws IOException {
            return new ServerSocket(listening, backlog, address) {
                @Override
                public Socket accept() throws IOException {
                    Socket accepted = new SocketOfOnePort(port);
                    implAccept(accepted);
                    return accepted;
                }
            };
        }
    }

    /** The gateway's certificate is its own. */
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
