package dev.filegate.ftp;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Listener;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.session.Sessions;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.ftp.data.PortRange;
import dev.filegate.tls.TlsContext;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A real server on a free loopback port, over memory. */
final class TestServer implements AutoCloseable {
    private final FtpServer server;
    private final InetSocketAddress address;
    private final InetSocketAddress implicitAddress;
    private final Storage storage;
    private final FakeSessions sessions;

    private TestServer(FtpConfig config, Storage storage, Supplier<TlsContext> tls) {
        this.storage = storage;
        this.sessions = FakeSessions.of(storage);
        this.server = new FtpServer(config, sessions, tls);
        List<Listener> listeners = server.start();
        this.address = listeners.getFirst().address();
        this.implicitAddress = listeners.getLast().address();
    }

    /** Patient enough for a busy machine. */
    static FtpConfig config() {
        return FtpConfig.DEFAULT
                .with(new FtpConfig.Control("127.0.0.1", 0))
                .with(new FtpConfig.Passive(PortRange.ANY, List.of()))
                .with(new FtpConfig.Active(true, 0))
                .with(new FtpConfig.Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(30)));
    }

    static TestServer start() {
        return start(config());
    }

    static TestServer start(FtpConfig config) {
        return start(config, memory());
    }

    static TestServer start(FtpConfig config, Storage storage) {
        return new TestServer(config, storage, () -> {
            throw new IllegalStateException("no TLS in this test");
        });
    }

    static TestServer start(FtpConfig config, TlsContext tls) {
        return new TestServer(config, memory(), () -> tls);
    }

    /** The port where TLS begins at once; the ordinary one if there is none. */
    InetSocketAddress implicitAddress() {
        return implicitAddress;
    }

    static Storage memory() {
        return new MemoryBackend().tree(VirtualPath.ROOT, "alice");
    }

    FtpServer server() {
        return server;
    }

    int port() {
        return address.getPort();
    }

    InetSocketAddress address() {
        return address;
    }

    Storage storage() {
        return storage;
    }

    FakeSessions sessions() {
        return sessions;
    }

    Sessions door() {
        return sessions;
    }

    RawClient connect() {
        return RawClient.connect(address);
    }

    /** Connected and logged in. */
    RawClient login() {
        RawClient client = connect();
        client.expect(220);
        client.send("USER alice").expect(331);
        client.send("PASS " + FakeSessions.PASSWORD).expect(230);
        return client;
    }

    void put(String path, String content) {
        put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    void put(String path, byte[] content) {
        try (WritableFile file = storage.openForWrite(VirtualPath.parse(path), new WriteMode.Replace())) {
            file.write(ByteBuffer.wrap(content), 0);
            file.commit();
        }
    }

    byte[] bytes(String path) {
        try (ReadableFile file = storage.openForRead(VirtualPath.parse(path))) {
            ByteBuffer content = ByteBuffer.allocate((int) file.size());
            if (content.hasRemaining()) {
                file.read(content, 0);
            }
            return content.array();
        }
    }

    String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
