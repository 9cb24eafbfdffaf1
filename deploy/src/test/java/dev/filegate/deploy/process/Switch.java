package dev.filegate.deploy.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that can be cut, as if the server were stopped, and opened again. */
final class Switch implements AutoCloseable {
    private final InetSocketAddress server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket listener;

    Switch(InetSocketAddress server) throws IOException {
        this.server = server;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    int port() {
        return port;
    }

    void on() throws IOException {
        listener = listen(port);
    }

    /** From here on nobody gets through; who was connected is not any more. */
    void off() throws IOException {
        listener.close();
        open.forEach(Switch::end);
    }

    private ServerSocket listen(int where) throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), where));
        Thread.ofVirtual().start(() -> accept(opened));
        return opened;
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket client = from.accept();
                open.add(client);
                Socket behind = new Socket(server.getAddress(), server.getPort());
                open.add(behind);
                Thread.ofVirtual().start(() -> pass(client, behind));
                Thread.ofVirtual().start(() -> pass(behind, client));
                if (from.isClosed()) {
                    end(client);
                    end(behind);
                }
            }
        } catch (IOException e) {
            end(from);
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            end(from);
        } finally {
            end(to);
        }
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new AssertionError("sockets throw nothing else", e);
        }
    }

    @Override
    public void close() throws IOException {
        off();
    }
}
