package dev.filegate.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenSSH's scp says, byte for byte, and what it must hear. */
class ScpTest {
    @TempDir
    static Path keys;

    private final MemoryStorage storage = MemoryStorage.empty();
    private RunningServer server;
    private ClientSession session;

    @BeforeEach
    void logIn() throws IOException {
        server = RunningServer.over(storage, keys);
        session = server.login();
    }

    @AfterEach
    void leave() throws IOException {
        session.close();
        server.close();
    }

    /** A running scp, seen from the client. */
    private final class Scp implements AutoCloseable {
        private final ChannelExec channel;
        private final OutputStream out;
        private final InputStream in;

        Scp(String command) throws IOException {
            channel = session.createExecChannel(command);
            channel.open().verify(RunningServer.PATIENCE);
            out = channel.getInvertedIn();
            in = channel.getInvertedOut();
        }

        Scp says(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        Scp hears(String text) throws IOException {
            byte[] expected = text.getBytes(StandardCharsets.UTF_8);
            assertThat(new String(in.readNBytes(expected.length), StandardCharsets.UTF_8))
                    .isEqualTo(text);
            return this;
        }

        Scp hearsWarning(String words) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.append((char) c);
            }
            assertThat(line.toString()).contains(words);
            return this;
        }

        Scp sendsNoMore() throws IOException {
            out.close();
            return this;
        }

        void ends(int status) throws IOException {
            out.close();
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), RunningServer.PATIENCE);
            assertThat(channel.getExitStatus()).isEqualTo(status);
        }

        @Override
        public void close() {
            channel.close(true);
        }
    }

    private void store(String path, String content) {
        try (WritableFile upload = storage.openForWrite(VirtualPath.parse(path), new WriteMode.Replace())) {
            upload.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), 0);
            upload.commit();
        }
    }

    private String content(String path) {
        try (ReadableFile file = storage.openForRead(VirtualPath.parse(path))) {
            ByteBuffer buffer = ByteBuffer.allocate(1000);
            file.read(buffer, 0);
            return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
        }
    }

    private boolean exists(String path) {
        try {
            return !storage.stat(VirtualPath.parse(path), Links.KEEP).partial();
        } catch (dev.filegate.core.failure.GatewayException e) {
            return false;
        }
    }

    @Test
    void takesAFile() throws IOException {
        try (Scp scp = new Scp("scp -t /a")) {
            scp.hears("\0")
                    .says("C0644 5 name\n")
                    .hears("\0")
                    .says("hello\0")
                    .hears("\0")
                    .ends(0);
        }
        assertThat(content("/a")).isEqualTo("hello");
        assertThat(server.sessions().last().currentProtocol()).isEqualTo(Protocol.SCP);
    }

    @Test
    void takesATreeWithTimesAndModes() throws IOException {
        try (Scp scp = new Scp("scp -r -p -t /")) {
            scp.hears("\0")
                    .says("T2000 0 1000 0\n")
                    .hears("\0")
                    .says("D0700 0 tree\n")
                    .hears("\0");
            scp.says("T4000 0 3000 0\n")
                    .hears("\0")
                    .says("C0600 1 f\n")
                    .hears("\0")
                    .says("x\0")
                    .hears("\0");
            scp.says("C0644 0 empty\n").hears("\0").says("\0").hears("\0");
            scp.says("E\n").hears("\0").ends(0);
        }
        assertThat(content("/tree/f")).isEqualTo("x");
        assertThat(storage.stat(VirtualPath.parse("/tree/f"), Links.KEEP).modified())
                .isEqualTo(Instant.ofEpochSecond(4000));
        assertThat(storage.stat(VirtualPath.parse("/tree/f"), Links.KEEP).mode())
                .isEqualTo(0600);
        assertThat(storage.stat(VirtualPath.parse("/tree"), Links.KEEP).mode()).isEqualTo(0700);
        assertThat(content("/tree/empty")).isEmpty();
    }

    @Test
    void abandonsAFileThatTheClientDoesNotConfirm() throws IOException {
        try (Scp scp = new Scp("scp -t /a")) {
            scp.hears("\0")
                    .says("C0644 5 name\n")
                    .hears("\0")
                    .says("hello\u0001disk error\n")
                    .hears("\0")
                    .ends(1);
        }
        assertThat(exists("/a")).isFalse();
    }

    @Test
    void warnsOfAFileThatCannotBeStoredAndTakesTheNext() throws IOException {
        storage.createDirectory(VirtualPath.parse("/d"));
        storage.createDirectory(VirtualPath.parse("/d/taken"));
        try (Scp scp = new Scp("scp -t /d")) {
            scp.hears("\0").says("C0644 1 taken\n").hearsWarning("directory");
            scp.says("C0644 1 free\n").hears("\0").says("x\0").hears("\0").ends(1);
        }
        assertThat(content("/d/free")).isEqualTo("x");
    }

    @Test
    void refusesNamesThatLeaveTheTarget() throws IOException {
        for (String name : new String[] {"../x", "a/b", "..", "."}) {
            try (Scp scp = new Scp("scp -t /")) {
                scp.hears("\0")
                        .says("C0644 1 " + name + "\n")
                        .hearsWarning("unexpected name")
                        .ends(1);
            }
        }
        assertThat(exists("/x")).isFalse();
    }

    @Test
    void refusesWhatIsNotScp() throws IOException {
        for (String line : new String[] {"GET / HTTP/1.1\n", "C9999 1 x\n", "C0644 -1 x\n", "C0644 x\n", "T1 2\n"}) {
            try (Scp scp = new Scp("scp -t /")) {
                scp.hears("\0").says(line).hearsWarning("scp: ").ends(1);
            }
        }
        try (Scp scp = new Scp("scp -t /")) {
            scp.hears("\0").says("D0755 0 d\n").hearsWarning("without -r").ends(1);
        }
    }

    @Test
    void refusesATargetThatIsNoDirectory() throws IOException {
        store("/f", "x");
        try (Scp scp = new Scp("scp -d -t /f")) {
            scp.hearsWarning("not a directory").ends(1);
        }
    }

    @Test
    void givesFilesThatMatch() throws IOException {
        store("/a.txt", "one");
        store("/b.txt", "three");
        try (Scp scp = new Scp("scp -f '/a.txt' /b*")) {
            scp.says("\0").hears("C0644 3 a.txt\n").says("\0").hears("one\0").says("\0");
            scp.hears("C0644 5 b.txt\n").says("\0").hears("three\0").says("\0").ends(0);
        }
    }

    @Test
    void givesATree() throws IOException {
        storage.createDirectory(VirtualPath.parse("/d"));
        store("/d/f", "x");
        storage.createSymbolicLink(VirtualPath.parse("/d/loop"), ".");
        try (Scp scp = new Scp("scp -r -f /d")) {
            scp.says("\0").hears("D0755 0 d\n").says("\0");
            scp.hears("C0644 1 f\n").says("\0").hears("x\0").says("\0");
            scp.hearsWarning("/d/loop: is a link").hears("E\n").says("\0").ends(1);
        }
    }

    @Test
    void warnsOfWhatIsNotThereAndGivesTheRest() throws IOException {
        store("/b", "x");
        storage.createDirectory(VirtualPath.parse("/d"));
        try (Scp scp = new Scp("scp -f /none /d /b")) {
            scp.says("\0").hearsWarning("/none").hearsWarning("scp -r");
            scp.hears("C0644 1 b\n").says("\0").hears("x\0").says("\0").ends(1);
        }
    }

    @Test
    void keepsTheTimesItGives() throws IOException {
        store("/b", "x");
        long time = storage.stat(VirtualPath.parse("/b"), Links.KEEP).modified().getEpochSecond();
        try (Scp scp = new Scp("scp -p -f /b")) {
            scp.says("\0").hears("T" + time + " 0 " + time + " 0\n").says("\0");
            scp.hears("C0644 1 b\n").says("\0").hears("x\0").says("\0").ends(0);
        }
    }

    @Test
    void hashesFiles() throws IOException {
        store("/a b", "abc");
        try (Scp sums = new Scp("md5sum '/a b' a\\ b")) {
            sums.hears("900150983cd24fb0d6963f7d28e17f72  /a b\n900150983cd24fb0d6963f7d28e17f72  a b\n")
                    .ends(0);
        }
        try (Scp sums = new Scp("sha256sum /none")) {
            sums.hearsWarning("/none").ends(1);
        }
    }

    @Test
    void hashesWhatTheClientSendsWhenNoFileIsNamed() throws IOException {
        try (Scp sums = new Scp("md5sum")) {
            sums.sendsNoMore().hears("d41d8cd98f00b204e9800998ecf8427e  -\n").ends(0);
        }
        try (Scp sums = new Scp("sha1sum -")) {
            sums.says("abc")
                    .sendsNoMore()
                    .hears("a9993e364706816aba3e25717850c26c9cd0d89d  -\n")
                    .ends(0);
        }
    }

    /** libssh2 (curl) sends no byte behind its file, but the end of everything. */
    @Test
    void takesTheEndOfEverythingForTheEndOfAFileThatIsComplete() throws IOException {
        try (Scp scp = new Scp("scp -t /a")) {
            scp.hears("\0").says("C0644 5 a\n").hears("\0").says("hello").sendsNoMore();
            scp.hears("\0").ends(0);
        }
        assertThat(content("/a")).isEqualTo("hello");
    }

    @Test
    void doesNotTakeTheEndOfEverythingForTheEndOfAFileThatIsNot() throws IOException {
        try (Scp scp = new Scp("scp -t /a")) {
            scp.hears("\0").says("C0644 5 a\n").hears("\0").says("hell").sendsNoMore();
            scp.ends(1);
        }
        assertThat(exists("/a")).isFalse();
    }

    @Test
    void doesNotTakeALostConnectionForTheEndOfAFile() throws IOException {
        try (Scp scp = new Scp("scp -t /a")) {
            scp.hears("\0").says("C0644 5 a\n").hears("\0").says("hello");
            session.close(true).await(RunningServer.PATIENCE);
        }
        Eventually.assertThat(
                () -> storage.stat(VirtualPath.parse("/a"), Links.KEEP).partial(), "an abandoned upload");
    }
}
