package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.session.Sessions;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A session whose requests are handled directly: no sockets but those of PASV. */
final class Handled implements AutoCloseable {
    private final FakeSessions sessions;
    private final Storage storage;
    private final FtpSession session;

    private Handled(FtpConfig config, FakeSessions sessions, Storage storage, FakeClient client) {
        this.sessions = sessions;
        this.storage = storage;
        Sessions.Admission admission = sessions.open(Protocol.FTP, client.remote(), client.local(), () -> {});
        this.session = new FtpSession(
                FtpResources.of(config, sessions, () -> {
                    throw new AssertionError("no TLS here");
                }),
                ((Sessions.Admission.Admitted) admission).session(),
                client);
    }

    /** Where the client is. */
    record FakeClient(InetSocketAddress remote, InetSocketAddress local) implements Client {
        static FakeClient at(String remote, String local) {
            return new FakeClient(
                    new InetSocketAddress(InetAddress.ofLiteral(remote), 40000),
                    new InetSocketAddress(InetAddress.ofLiteral(local), 21));
        }

        @Override
        public boolean isAlive() {
            return true;
        }
    }

    static Handled stranger() {
        return stranger(TestServer.config());
    }

    static Handled stranger(FtpConfig config) {
        return stranger(config, FakeClient.at("127.0.0.1", "127.0.0.1"));
    }

    static Handled stranger(FtpConfig config, FakeClient client) {
        Storage storage = TestServer.memory();
        return new Handled(config, FakeSessions.of(storage), storage, client);
    }

    static Handled alice() {
        return stranger().login();
    }

    static Handled alice(FtpConfig config) {
        return stranger(config).login();
    }

    static Handled alice(Storage storage) {
        FakeSessions sessions = FakeSessions.of(storage);
        return new Handled(TestServer.config(), sessions, storage, FakeClient.at("127.0.0.1", "127.0.0.1")).login();
    }

    Handled login() {
        expect(331, "USER alice");
        expect(230, "PASS " + FakeSessions.PASSWORD);
        return this;
    }

    FtpSession session() {
        return session;
    }

    FakeSessions sessions() {
        return sessions;
    }

    FakeSessions.FakeSession core() {
        return sessions.last();
    }

    Storage storage() {
        return storage;
    }

    Outcome handle(String line) {
        return FtpDispatcher.dispatch(session, Request.parse(line));
    }

    /** Handles it, which must end in a plain reply, a goodbye, a long reply or work with that code. */
    List<String> expect(int code, String line) {
        Outcome outcome = handle(line);
        List<String> lines = lines(code, outcome);
        assertThat(lines).as("%s for %s", lines, line).first().isEqualTo(Integer.toString(code));
        return lines.subList(1, lines.size());
    }

    private static List<String> lines(int code, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Reply reply -> coded(reply);
            case Outcome.Close close -> coded(close.last());
            case Outcome.StartTls start -> coded(start.inClear());
            case Outcome.EndTls end -> coded(end.encrypted());
            case Outcome.LongReply reply -> {
                List<String> lines = new ArrayList<>(List.of(Integer.toString(reply.code()), reply.first()));
                reply.lines().writeTo(lines::add);
                lines.add(reply.last());
                yield lines;
            }
            case Outcome.Work work -> {
                RunningTask task = RunningTask.start(work, "test", () -> {});
                task.awaitEnd();
                yield coded(task.result().orElseThrow());
            }
            case Outcome.Transfer transfer -> {
                transfer.endpoint().close();
                transfer.task().close();
                throw new AssertionError("a transfer began instead of " + code + ": " + transfer.opening());
            }
        };
    }

    private static List<String> coded(Outcome.Reply reply) {
        List<String> lines = new ArrayList<>(List.of(Integer.toString(reply.code())));
        lines.addAll(reply.lines());
        return lines;
    }

    /** Handles it, which must begin a transfer; nothing is transferred. Answers the opening reply. */
    String expectTransfer(String line) {
        assertThat(handle("EPSV")).isInstanceOf(Outcome.Reply.class);
        Outcome outcome = handle(line);
        assertThat(outcome).as(line).isInstanceOf(Outcome.Transfer.class);
        Outcome.Transfer transfer = (Outcome.Transfer) outcome;
        transfer.endpoint().close();
        transfer.task().close();
        assertThat(transfer.opening().code()).isEqualTo(150);
        return transfer.opening().lines().getFirst();
    }

    void put(String path, String content) {
        try (WritableFile file = storage.openForWrite(VirtualPath.parse(path), new WriteMode.Replace())) {
            file.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), 0);
            file.commit();
        }
    }

    String text(String path) {
        try (ReadableFile file = storage.openForRead(VirtualPath.parse(path))) {
            ByteBuffer content = ByteBuffer.allocate((int) file.size() + 1);
            file.read(content, 0);
            return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
        }
    }

    boolean exists(String path) {
        try {
            storage.stat(VirtualPath.parse(path), Links.KEEP);
            return true;
        } catch (dev.filegate.core.failure.GatewayException e) {
            return false;
        }
    }

    @Override
    public void close() {
        session.ports().close();
    }
}
