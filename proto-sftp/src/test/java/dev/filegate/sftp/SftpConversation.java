package dev.filegate.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.session.Session;
import dev.filegate.core.session.Sessions;
import dev.filegate.core.storage.Storage;
import dev.filegate.sftp.wire.OpenFlag;
import dev.filegate.sftp.wire.SftpAttributes;
import dev.filegate.sftp.wire.SftpRequest;
import dev.filegate.sftp.wire.SftpResponse;
import dev.filegate.sftp.wire.StatusCode;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** A client of a dispatcher without any transport: asks, and reads answers. */
final class SftpConversation implements AutoCloseable {
    static final int HANDLES = 8;

    private final SftpDispatcher dispatcher;
    private final FakeSessions.FakeSession session;
    private int lastId;

    SftpConversation(Storage storage) {
        FakeSessions sessions = FakeSessions.of(storage);
        InetSocketAddress nobody = InetSocketAddress.createUnresolved("client", 1);
        Sessions.Admission admission = sessions.open(Protocol.SFTP, nobody, nobody, () -> {});
        Session admitted = ((Sessions.Admission.Admitted) admission).session();
        session = sessions.last();
        dispatcher = new SftpDispatcher(storage, admitted, "alice", HANDLES);
        assertThat(dispatcher.dispatch(new SftpRequest.Init(3))).isInstanceOf(SftpResponse.Version.class);
    }

    FakeSessions.FakeSession session() {
        return session;
    }

    int id() {
        return ++lastId;
    }

    SftpResponse ask(SftpRequest request) {
        return dispatcher.dispatch(request);
    }

    int open(String path, OpenFlag first, OpenFlag... rest) {
        SftpResponse response = tryOpen(path, first, rest);
        assertThat(response).as("open %s", path).isInstanceOf(SftpResponse.Handle.class);
        return ((SftpResponse.Handle) response).handle();
    }

    SftpResponse tryOpen(String path, OpenFlag first, OpenFlag... rest) {
        return ask(new SftpRequest.Open(id(), path, EnumSet.of(first, rest), SftpAttributes.NONE));
    }

    SftpResponse write(int handle, long offset, String text) {
        return ask(new SftpRequest.Write(id(), handle, offset, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    void put(int handle, long offset, String text) {
        assertOk(write(handle, offset, text));
    }

    SftpResponse close(int handle) {
        return ask(new SftpRequest.Close(id(), handle));
    }

    /** What a handle gives from an offset, up to 1,000 bytes; empty at the end. */
    String read(int handle, long offset) {
        SftpResponse response = ask(new SftpRequest.Read(id(), handle, offset, 1000));
        assertThat(response).isInstanceOf(SftpResponse.Data.class);
        SftpResponse.Data data = (SftpResponse.Data) response;
        ByteBuffer target = ByteBuffer.allocate(data.length());
        while (target.hasRemaining() && data.source().read(target, data.offset() + target.position()) > 0) {}
        return StandardCharsets.UTF_8.decode(target.flip()).toString();
    }

    /** A whole file as another handle sees it. */
    String content(String path) {
        return content(path, OpenFlag.READ);
    }

    /** A whole file as a handle that is opened so sees it. */
    String content(String path, OpenFlag first, OpenFlag... rest) {
        int handle = open(path, first, rest);
        String content = read(handle, 0);
        assertOk(close(handle));
        return content;
    }

    void upload(String path, String content) {
        int handle = open(path, OpenFlag.WRITE, OpenFlag.CREAT, OpenFlag.TRUNC);
        put(handle, 0, content);
        assertOk(close(handle));
    }

    SftpAttributes stat(String path) {
        SftpResponse response = ask(new SftpRequest.Stat(id(), path));
        assertThat(response).as("stat %s", path).isInstanceOf(SftpResponse.Attributes.class);
        return ((SftpResponse.Attributes) response).attributes();
    }

    SftpAttributes fstat(int handle) {
        SftpResponse response = ask(new SftpRequest.Fstat(id(), handle));
        assertThat(response).isInstanceOf(SftpResponse.Attributes.class);
        return ((SftpResponse.Attributes) response).attributes();
    }

    List<SftpResponse.Entry> list(String path) {
        SftpResponse opened = ask(new SftpRequest.Opendir(id(), path));
        assertThat(opened).isInstanceOf(SftpResponse.Handle.class);
        int handle = ((SftpResponse.Handle) opened).handle();
        List<SftpResponse.Entry> entries = new ArrayList<>();
        SftpResponse response = ask(new SftpRequest.Readdir(id(), handle));
        while (response instanceof SftpResponse.Names names) {
            entries.addAll(names.entries());
            response = ask(new SftpRequest.Readdir(id(), handle));
        }
        assertStatus(response, StatusCode.EOF);
        assertOk(close(handle));
        return entries;
    }

    static void assertOk(SftpResponse response) {
        assertStatus(response, StatusCode.OK);
    }

    static void assertStatus(SftpResponse response, StatusCode code) {
        assertThat(response).isInstanceOf(SftpResponse.Status.class);
        SftpResponse.Status status = (SftpResponse.Status) response;
        assertThat(status.code()).as(status.message()).isEqualTo(code);
        assertThat(status.message()).isNotBlank();
    }

    @Override
    public void close() {
        dispatcher.close();
    }
}
