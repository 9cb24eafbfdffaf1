package dev.filegate.tftp;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.session.Sessions;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.tftp.TftpConfig.Access;
import dev.filegate.tftp.TftpConfig.Bounds;
import dev.filegate.tftp.TftpConfig.ClientRule;
import dev.filegate.tftp.TftpConfig.Listen;
import dev.filegate.tftp.TftpConfig.Tuning;
import dev.filegate.tftp.wire.NettyPorts;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A real server on a loopback port, in front of a storage in memory and a door without rules. */
final class LabServer implements AutoCloseable {
    /** The only account. */
    static final String ACCOUNT = "alice";

    private static final Duration LONGEST = Duration.ofSeconds(20);

    static final Listen LISTEN = new Listen("127.0.0.1", 0, false, PortRange.ANY);
    static final Access ALL = Access.reading(ACCOUNT).writing(true);
    static final Bounds PLENTY = new Bounds(1000, 1000, 100_000, 0, 0);

    private final TftpServer server;
    private final Storage storage;
    private final InetSocketAddress address;

    private LabServer(TftpConfig config, Sessions sessions, Storage storage) {
        this.server = new TftpServer(config, sessions, new NettyPorts(2));
        this.storage = storage;
        this.address = server.start().getFirst().address();
    }

    static LabServer start(TftpConfig config) {
        MemoryStorage storage = MemoryStorage.empty();
        return start(config, FakeSessions.of(storage), storage);
    }

    static LabServer start(TftpConfig config, Sessions sessions, Storage storage) {
        return new LabServer(config, sessions, storage);
    }

    /** Reads and writes, replaces too; a quick timer, so that lost packets do not slow the tests. */
    static TftpConfig config(boolean singlePort) {
        return with(new Listen("127.0.0.1", 0, singlePort, PortRange.ANY));
    }

    static Tuning quick(Rollover rollover) {
        return new Tuning(Tuning.LARGEST_BLOCK, 64, Duration.ofMillis(50), 8, rollover, Duration.ofMinutes(5));
    }

    static TftpConfig with(Access access) {
        return new TftpConfig(LISTEN, access, quick(Rollover.TO_ZERO), PLENTY, List.of(), List.of());
    }

    static TftpConfig with(Bounds bounds) {
        return new TftpConfig(LISTEN, ALL, quick(Rollover.TO_ZERO), bounds, List.of(), List.of());
    }

    static TftpConfig with(ClientRule... clients) {
        return new TftpConfig(LISTEN, ALL, quick(Rollover.TO_ZERO), PLENTY, List.of(clients), List.of());
    }

    static TftpConfig with(NameRewrite... rewrites) {
        return new TftpConfig(LISTEN, ALL, quick(Rollover.TO_ZERO), PLENTY, List.of(), List.of(rewrites));
    }

    static TftpConfig with(Tuning tuning) {
        return new TftpConfig(LISTEN, ALL, tuning, PLENTY, List.of(), List.of());
    }

    static TftpConfig with(Listen listen) {
        return new TftpConfig(listen, ALL, quick(Rollover.TO_ZERO), PLENTY, List.of(), List.of());
    }

    /** A timer that does not fire during a test that looks at each packet. */
    static Tuning patient() {
        return new Tuning(Tuning.LARGEST_BLOCK, 64, Duration.ofSeconds(10), 8, Rollover.TO_ZERO, Duration.ofMinutes(5));
    }

    InetSocketAddress address() {
        return address;
    }

    TftpServer server() {
        return server;
    }

    /** Waits until no transfer is running and all about those that were is written down. */
    void awaitIdle() {
        if (!server.awaitIdle(LONGEST)) {
            throw new AssertionError("transfers are still running after " + LONGEST);
        }
    }

    void store(String path, byte[] content) {
        try (WritableFile file = storage.openForWrite(VirtualPath.parse(path), new WriteMode.Replace())) {
            file.write(ByteBuffer.wrap(content), 0);
            file.commit();
        }
    }

    void makeDirectory(String path) {
        storage.createDirectory(VirtualPath.parse(path));
    }

    byte[] stored(String path) {
        try (ReadableFile file = storage.openForRead(VirtualPath.parse(path))) {
            ByteBuffer content = ByteBuffer.allocate((int) file.size());
            while (content.hasRemaining() && file.read(content, content.position()) > 0) {}
            return content.array();
        }
    }

    /** Whether a committed file or an interrupted upload is there. */
    boolean has(String path) {
        return info(path).isPresent();
    }

    boolean isCommitted(String path) {
        return info(path).filter(info -> !info.partial()).isPresent();
    }

    private Optional<FileInfo> info(String path) {
        try {
            return Optional.of(storage.stat(VirtualPath.parse(path), Links.KEEP));
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
