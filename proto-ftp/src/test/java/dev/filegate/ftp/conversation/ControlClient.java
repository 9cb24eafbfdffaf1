package dev.filegate.ftp.conversation;

import dev.filegate.core.path.NameCodec;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The client's end of a control connection. */
final class ControlClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    ControlClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void sendUrgent(int octet) throws IOException {
        socket.sendUrgentData(octet);
    }

    /** One line without its end. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the server closed the connection" + (line.size() == 0 ? "" : " in a line"));
            }
            line.write(octet);
        }
        byte[] bytes = line.toByteArray();
        if (bytes.length == 0 || bytes[bytes.length - 1] != '\r') {
            throw new IOException("a reply line ends without CR: " + new String(bytes, StandardCharsets.UTF_8));
        }
        return NameCodec.decode(bytes, 0, bytes.length - 1);
    }

    /** All lines of a reply (RFC 959 section 4.2). */
    List<String> reply() throws IOException {
        return rest(line());
    }

    /** The lines of the reply that begins with {@code first}. */
    List<String> rest(String first) throws IOException {
        List<String> lines = new ArrayList<>(List.of(first));
        if (!first.matches("(?s)[1-5][0-9]{2}[ -].*")) {
            throw new IOException("not a reply: " + first);
        }
        String end = first.substring(0, 3) + " ";
        while (first.charAt(3) == '-' && !(lines.size() > 1 && lines.getLast().startsWith(end))) {
            lines.add(line());
        }
        return lines;
    }

    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
