package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.tls.TlsChannel;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A client that says exactly what a test wants it to say. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Pattern EXTENDED_PORT = Pattern.compile("\\(\\|\\|\\|(\\d+)\\|\\)");
    private static final Pattern PASSIVE_PORT = Pattern.compile("\\((\\d+,\\d+,\\d+,\\d+),(\\d+),(\\d+)\\)");

    private final Socket socket;
    private InputStream in;
    private OutputStream out;
    private @Nullable SSLContext tls;
    private @Nullable TlsChannel secure;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static RawClient connect(InetSocketAddress address) {
        try {
            return new RawClient(SocketChannel.open(address).socket());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Like {@link #startTls(SSLContext)}, with a server name (SNI). */
    SSLSession startTls(SSLContext context, String serverName) {
        SSLEngine engine = clientEngine(context);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        engine.setSSLParameters(parameters);
        return startTls(context, engine);
    }

    /** Shakes hands over the control connection; data connections made by {@link #privateData} resume its session. */
    SSLSession startTls(SSLContext context) {
        return startTls(context, clientEngine(context));
    }

    private SSLSession startTls(SSLContext context, SSLEngine engine) {
        try {
            tls = context;
            TlsChannel channel = TlsChannel.handshake(socket.getChannel(), engine);
            secure = channel;
            in = new BufferedInputStream(Channels.newInputStream(channel));
            out = Channels.newOutputStream(channel);
            return channel.session();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both sides say that they are done with TLS on the control connection, which goes on in clear. */
    void endTls() {
        try {
            Objects.requireNonNull(secure).closeOutbound();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        leaveTls();
    }

    /** Goes on in clear as soon as the server has said that it is done with TLS, without saying so too. */
    void leaveTls() {
        try {
            TlsChannel channel = Objects.requireNonNull(secure);
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a data connection by EPSV. Its handshake begins by {@link #shakeHands}, after the opening reply. */
    SocketChannel privateData() {
        Matcher port = EXTENDED_PORT.matcher(send("EPSV").expect(229).getFirst());
        assertThat(port.find()).isTrue();
        try {
            return SocketChannel.open(new InetSocketAddress(socket.getInetAddress(), Integer.parseInt(port.group(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TlsChannel shakeHands(SocketChannel data) throws IOException {
        return TlsChannel.handshake(data, clientEngine(Objects.requireNonNull(tls)));
    }

    /** Java's client looks for sessions to resume by this name and port. */
    private static SSLEngine clientEngine(SSLContext context) {
        SSLEngine engine = context.createSSLEngine("gateway", 21);
        engine.setUseClientMode(true);
        return engine;
    }

    Socket socket() {
        return socket;
    }

    /** A line with CR LF, in UTF-8. */
    RawClient send(String line) {
        return write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    RawClient write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a whole reply, which must have that code, and answers its lines without code. */
    List<String> expect(int code) {
        List<String> lines = reply();
        assertThat(lines.getLast()).startsWith(code + " ");
        return lines;
    }

    /** A whole reply as it came, or an empty list at the end of the connection. */
    List<String> reply() {
        List<String> lines = new ArrayList<>();
        String line = line();
        lines.add(line);
        if (line.length() > 3 && line.charAt(3) == '-') {
            String end = line.substring(0, 3) + " ";
            while (!line.startsWith(end)) {
                line = line();
                lines.add(line);
            }
        }
        return lines;
    }

    /** One line without its end. */
    String line() {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int octet = in.read();
            while (octet != '\n') {
                if (octet < 0) {
                    throw new IOException("the server closed the connection after \"" + line + "\"");
                }
                line.write(octet);
                octet = in.read();
            }
            String text = line.toString(StandardCharsets.UTF_8);
            assertThat(text).endsWith("\r");
            return text.substring(0, text.length() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server closes; what comes before is thrown away. */
    void expectEnd() {
        try {
            while (in.read() >= 0) {
                // the last words
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    /** Opens a data connection by EPSV. */
    Socket extendedPassive() {
        Matcher port = EXTENDED_PORT.matcher(send("EPSV").expect(229).getFirst());
        assertThat(port.find()).isTrue();
        return dataSocket(Integer.parseInt(port.group(1)));
    }

    /** Opens a data connection by PASV. */
    Socket passive() {
        return dataSocket(passivePort());
    }

    int passivePort() {
        return passivePort("PASV");
    }

    int passivePort(String verb) {
        Matcher port = PASSIVE_PORT.matcher(send(verb).expect(227).getFirst());
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(2)) * 256 + Integer.parseInt(port.group(3));
    }

    private Socket dataSocket(int port) {
        try {
            Socket data = new Socket(socket.getInetAddress(), port);
            data.setSoTimeout(PATIENCE_MILLIS);
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Downloads or lists: sends the line, answers what came, and expects 150 and 226. */
    byte[] fetch(String line) {
        try (Socket data = extendedPassive()) {
            send(line).expect(150);
            byte[] bytes = data.getInputStream().readAllBytes();
            expect(226);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fetchText(String line) {
        return new String(fetch(line), StandardCharsets.UTF_8);
    }

    /** Uploads: sends the line and the bytes, and expects 150; the completion reply is the answer. */
    List<String> upload(String line, byte[] bytes) {
        try (Socket data = extendedPassive()) {
            send(line).expect(150);
            data.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reply();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
