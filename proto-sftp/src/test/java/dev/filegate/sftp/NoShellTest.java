package dev.filegate.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.storage.MemoryStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing but files: each thing an SSH server might give is refused, and the connection goes on. */
class NoShellTest {
    @TempDir
    static Path keys;

    private RunningServer server;
    private ClientSession session;

    @BeforeEach
    void logIn() throws IOException {
        server = RunningServer.over(MemoryStorage.empty(), keys);
        session = server.login();
    }

    @AfterEach
    void leave() throws IOException {
        assertThat(session.isOpen()).isTrue();
        session.close();
        server.close();
    }

    /** MINA's client either fails to open, or closes the channel when it reads the refusal; it never gets an exit status. */
    private static void assertRefused(ClientChannel channel) {
        try {
            channel.open().verify(RunningServer.PATIENCE);
        } catch (IOException _) {
            return;
        }
        assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), RunningServer.PATIENCE))
                .contains(ClientChannelEvent.CLOSED);
        assertThat(channel.getExitStatus()).isNull();
    }

    @Test
    void refusesAShell() throws IOException {
        assertRefused(session.createShellChannel());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh",
                "/bin/sh -c id",
                "scpx -t /",
                "scp",
                "scp -t / ; id",
                "scp -t `id`",
                "scp -t $(id)",
                "sftp-server",
                "rsync --server . /",
                "md5sum a; id"
            })
    void refusesEveryCommandButCopying(String command) throws IOException {
        assertRefused(session.createExecChannel(command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"netconf", "SFTP", "shell"})
    void refusesEverySubsystemButSftp(String subsystem) throws IOException {
        assertRefused(session.createSubsystemChannel(subsystem));
    }

    @Test
    void refusesToForwardToOthers() throws IOException {
        assertRefused(session.createDirectTcpipChannel(
                new SshdSocketAddress("127.0.0.1", 1), new SshdSocketAddress("127.0.0.1", 22)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcpip-forward",
                "cancel-tcpip-forward",
                "streamlocal-forward@openssh.com",
                "no-more-sessions-x@openssh.com"
            })
    void refusesGlobalRequests(String name) throws IOException {
        Buffer request = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
        request.putString(name);
        request.putBoolean(true);
        request.putString("127.0.0.1");
        request.putUInt(0);
        assertThat(session.request(name, request, Duration.ofSeconds(30))).isNull();
    }

    @Test
    void servesOnlyTheProtocolsOfTheAccount() throws IOException {
        FakeSessions scpOnly = new FakeSessions(
                TestAccounts.named("alice").protocols(Protocol.SCP).build(), MemoryStorage.empty());
        try (RunningServer other = RunningServer.over(scpOnly, keys, config -> config);
                ClientSession client = other.login()) {
            assertRefused(client.createSubsystemChannel("sftp"));
        }
    }
}
