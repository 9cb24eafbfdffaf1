package dev.filegate.ftp.conversation;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The client's end of the data connections, passive and active. */
final class DataClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern PASSIVE = Pattern.compile("227 .*?(\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+).*");
    private static final Pattern EXTENDED_PASSIVE = Pattern.compile("229 .*\\(\\|\\|\\|(\\d+)\\|\\)");

    private final List<Closeable> opened = new ArrayList<>();
    private @Nullable ServerSocket listener;
    private @Nullable Socket socket;

    /** Connects if that is a reply which tells where to. */
    void follow(String reply) throws IOException {
        Matcher passive = PASSIVE.matcher(reply);
        Matcher extended = EXTENDED_PASSIVE.matcher(reply);
        if (passive.matches()) {
            connect(Integer.parseInt(passive.group(5)) * 256 + Integer.parseInt(passive.group(6)));
        } else if (extended.matches()) {
            connect(Integer.parseInt(extended.group(1)));
        }
    }

    private void connect(int port) throws IOException {
        Socket connecting = new Socket();
        opened.add(connecting);
        connecting.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        adopt(connecting);
    }

    private void adopt(Socket connected) throws IOException {
        connected.setSoTimeout(PATIENCE_MILLIS);
        socket = connected;
    }

    /** A port where the server is awaited. */
    int listen() throws IOException {
        ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(PATIENCE_MILLIS);
        opened.add(listening);
        listener = listening;
        socket = null;
        return listening.getLocalPort();
    }

    private Socket socket() throws IOException {
        if (socket == null && listener != null) {
            Socket accepted = listener.accept();
            opened.add(accepted);
            adopt(accepted);
        }
        if (socket == null) {
            throw new IOException("there is no data connection");
        }
        return socket;
    }

    byte[] receiveAll() throws IOException {
        byte[] all = socket().getInputStream().readAllBytes();
        close(socket());
        return all;
    }

    byte[] receive(int count) throws IOException {
        return socket().getInputStream().readNBytes(count);
    }

    void send(byte[] bytes) throws IOException {
        socket().getOutputStream().write(bytes);
    }

    void end() throws IOException {
        close(socket());
    }

    /** Ends the connection with RST instead of FIN. */
    void reset() throws IOException {
        socket().setSoLinger(true, 0);
        end();
    }

    /** Reads until the server ends the connection, in whatever way. */
    void awaitEnd() throws IOException {
        try {
            socket().getInputStream().readAllBytes();
        } catch (SocketException e) {
            // Reset: that is an end too.
        }
        end();
    }

    void stopListening() throws IOException {
        if (listener != null) {
            listener.close();
        }
    }

    private void close(Socket done) throws IOException {
        done.close();
        socket = null;
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : opened) {
            each.close();
        }
    }
}
