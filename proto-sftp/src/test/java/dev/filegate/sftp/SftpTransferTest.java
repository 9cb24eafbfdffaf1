package dev.filegate.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.core.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SftpTransferTest {
    @TempDir
    static Path keys;

    private final byte[] content = new byte[5_000_000];

    @BeforeAll
    static void makeHostKeys() {
        RunningServer.over(MemoryStorage.empty(), keys).close();
    }

    SftpTransferTest() {
        new Random(7).nextBytes(content);
    }

    /** As an object store looks: answers come from elsewhere, and files are written from front to back. */
    private static Storage remote() {
        Set<Capability> capabilities = EnumSet.of(Capability.TIMES);
        return new MemoryBackend(capabilities, MemoryBackend.ticking()).tree(VirtualPath.ROOT, "tester");
    }

    private void putAndGet(SftpClient sftp, String path) throws IOException {
        try (OutputStream out = sftp.write(path)) {
            out.write(content);
        }
        try (InputStream in = sftp.read(path)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void carriesFilesBothWays(boolean local) throws IOException {
        Storage storage = local ? MemoryStorage.empty() : remote();
        try (RunningServer server = RunningServer.over(storage, keys);
                ClientSession session = server.login();
                SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
            putAndGet(sftp, "/a");
            sftp.mkdir("/d");
            putAndGet(sftp, "/d/b");
            sftp.rename("/d/b", "/c");
            assertThat(sftp.stat("/c").getSize()).isEqualTo(content.length);
            assertThat(StreamSupport.stream(sftp.readDir("/").spliterator(), false)
                            .map(SftpClient.DirEntry::getFilename))
                    .containsExactly(".", "..", "a", "c", "d");
            sftp.remove("/c");
            sftp.rmdir("/d");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = BuiltinCiphers.class,
            names = {"aes128gcm", "aes256gcm", "aes128ctr", "aes256ctr", "cc20p1305_openssh"})
    void carriesFilesUnderEveryCipher(BuiltinCiphers cipher) throws IOException {
        try (RunningServer server = RunningServer.over(MemoryStorage.empty(), keys)) {
            server.client().setCipherFactories(List.<NamedFactory<Cipher>>of(cipher));
            try (ClientSession session = server.login();
                    SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                putAndGet(sftp, "/a");
            }
        }
    }

    /** Counts how often keys are exchanged, and transfers until they were exchanged again. */
    private void assertNewKeysDuringTransfers(UnaryOperator<SftpConfig> change) throws IOException {
        FakeSessions sessions = FakeSessions.of(MemoryStorage.empty());
        AtomicInteger exchanges = new AtomicInteger();
        try (RunningServer server = RunningServer.over(sessions, keys, change)) {
            server.client().addSessionListener(new SessionListener() {
                @Override
                public void sessionEvent(Session session, Event event) {
                    if (event == Event.KeyEstablished) {
                        exchanges.incrementAndGet();
                    }
                }
            });
            try (ClientSession session = server.login();
                    SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                byte[] first = session.getSessionId();
                long end = System.nanoTime() + RunningServer.PATIENCE.toNanos();
                for (int i = 0; exchanges.get() < 4 && System.nanoTime() < end; i++) {
                    putAndGet(sftp, "/a" + i % 4);
                }
                assertThat(exchanges.get()).isGreaterThanOrEqualTo(4);
                assertThat(session.getSessionId()).isEqualTo(first);
                assertThat(sessions.sessions()).hasSize(1);
            }
        }
    }

    @Test
    void exchangesNewKeysAfterSoManyBytes() throws IOException {
        assertNewKeysDuringTransfers(
                config -> RunningServer.with(config, false, 1_000_000, Optional.empty(), Optional.empty()));
    }

    @Test
    void exchangesNewKeysAfterSomeTime() throws IOException {
        assertNewKeysDuringTransfers(config -> RunningServer.rekeyingAfter(config, Duration.ofMillis(50)));
    }

    @Test
    void answersAClientWhoseWindowIsSmall() throws IOException {
        try (RunningServer server = RunningServer.over(MemoryStorage.empty(), keys)) {
            CoreModuleProperties.WINDOW_SIZE.set(server.client(), 4096L);
            CoreModuleProperties.MAX_PACKET_SIZE.set(server.client(), 2048L);
            try (ClientSession session = server.login();
                    SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                putAndGet(sftp, "/a");
            }
        }
    }

    @Test
    void abandonsAnUploadWhoseConnectionDrops() throws IOException {
        MemoryStorage storage = MemoryStorage.empty();
        try (RunningServer server = RunningServer.over(storage, keys)) {
            ClientSession session = server.login();
            SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
            SftpClient.CloseableHandle handle = sftp.open("/a", SftpClient.OpenMode.Write, SftpClient.OpenMode.Create);
            sftp.write(handle, 0, content, 0, 1000);
            session.close(true).await(RunningServer.PATIENCE);
            Eventually.assertThat(
                    () -> server.sessions().last().closed(), "the session is over when the connection is");
            try (ClientSession again = server.login();
                    SftpClient other = SftpClientFactory.instance().createSftpClient(again)) {
                assertThatThrownBy(() -> other.read("/a").readAllBytes()).isInstanceOf(IOException.class);
                assertThat(other.stat("/a").getSize()).as("kept to be resumed").isEqualTo(1000);
            }
        }
    }

    @Test
    void refusesTheChannelAboveTheLimitAndGoesOn() throws IOException {
        try (RunningServer server = RunningServer.over(MemoryStorage.empty(), keys);
                ClientSession session = server.login()) {
            for (int i = 0; i < 10; i++) {
                ChannelSubsystem channel = session.createSubsystemChannel("sftp");
                channel.open().verify(RunningServer.PATIENCE);
            }
            for (int i = 0; i < 1000; i++) {
                ChannelSubsystem channel = session.createSubsystemChannel("sftp");
                assertThatThrownBy(() -> channel.open().verify(RunningServer.PATIENCE))
                        .hasMessageContaining("the limit");
            }
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void servesAThousandChannelsWhenSoManyAreAllowedAndNotOneMore() throws IOException {
        FakeSessions sessions = FakeSessions.of(MemoryStorage.empty());
        try (RunningServer server = RunningServer.over(sessions, keys, config -> RunningServer.channels(config, 1000));
                ClientSession session = server.login()) {
            for (int i = 0; i < 1000; i++) {
                session.createSubsystemChannel("sftp").open().verify(RunningServer.PATIENCE);
            }
            ChannelSubsystem oneMore = session.createSubsystemChannel("sftp");
            assertThatThrownBy(() -> oneMore.open().verify(RunningServer.PATIENCE))
                    .hasMessageContaining("1000 channels are open, which is the limit");
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    void endsWithExitStatusZeroWhenTheClientSendsNoMore() throws IOException {
        try (RunningServer server = RunningServer.over(MemoryStorage.empty(), keys);
                ClientSession session = server.login()) {
            ChannelSubsystem channel = session.createSubsystemChannel("sftp");
            channel.open().verify(RunningServer.PATIENCE);
            channel.getInvertedIn().close();
            channel.waitFor(
                    EnumSet.of(org.apache.sshd.client.channel.ClientChannelEvent.CLOSED), RunningServer.PATIENCE);
            assertThat(channel.getExitStatus()).isZero();
        }
    }
}
