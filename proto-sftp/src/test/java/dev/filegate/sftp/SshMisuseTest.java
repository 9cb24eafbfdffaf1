package dev.filegate.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.session.Session;
import dev.filegate.core.storage.MemoryStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are well formed, encrypted, and out of place. */
class SshMisuseTest {
    @TempDir
    private static Path keys;

    private final FakeSessions sessions = FakeSessions.of(MemoryStorage.empty());
    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.over(sessions, keys, config -> config);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A connection that has asked for the login, and for nothing yet. */
    private ClientSession beforeLogin() throws IOException {
        ClientSession client = server.connect();
        client.waitFor(EnumSet.of(ClientSessionEvent.WAIT_AUTH), RunningServer.PATIENCE);
        return client;
    }

    private static void askForService(ClientSession client, String name) throws IOException {
        Buffer request = client.createBuffer(SshConstants.SSH_MSG_SERVICE_REQUEST);
        request.putString(name);
        client.writePacket(request);
    }

    private static void guess(ClientSession client, String method) throws IOException {
        Buffer request = client.createBuffer(SshConstants.SSH_MSG_USERAUTH_REQUEST);
        request.putString("alice");
        request.putString("ssh-connection");
        request.putString(method);
        if (method.equals("password")) {
            request.putBoolean(false);
            request.putString("wrong");
        }
        client.writePacket(request);
    }

    private void awaitEnd() {
        Eventually.assertThat(() -> sessions.last().closed(), "the connection is ended");
    }

    @Test
    void looksAtNoGuessBehindTheLastOneAllowed() throws IOException {
        sessions.answerLogins(new Session.LoginResult.Rejected("login incorrect", Duration.ofMillis(50), true));
        try (ClientSession client = beforeLogin()) {
            for (int i = 0; i < 20 && client.isOpen(); i++) {
                guess(client, "password");
            }
            awaitEnd();
            assertThat(sessions.last().credentials()).hasSize(1);
        }
    }

    @Test
    void countsFailuresOnWhenTheLoginIsAskedForAgain() throws IOException {
        sessions.answerLogins(new Session.LoginResult.Rejected("login incorrect", Duration.ofMillis(50), false));
        try (ClientSession client = beforeLogin()) {
            for (int i = 0; i < 20 && client.isOpen(); i++) {
                askForService(client, "ssh-userauth");
                guess(client, "password");
            }
            awaitEnd();
            assertThat(sessions.last().credentials()).hasSize(6);
        }
    }

    @Test
    void endsAConnectionThatAsksOverAndOverWhatItMayProve() throws IOException {
        try (ClientSession client = beforeLogin()) {
            for (int i = 0; i < 20 && client.isOpen(); i++) {
                guess(client, "none");
            }
            awaitEnd();
            assertThat(sessions.last().credentials()).isEmpty();
        }
    }

    @Test
    void changesNoServiceAfterTheLogin() throws IOException {
        try (ClientSession client = server.login()) {
            askForService(client, "ssh-connection");
            awaitEnd();
        }
        try (ClientSession client = server.login()) {
            askForService(client, "ssh-userauth");
            awaitEnd();
        }
    }

    @Test
    void refusesAChannelOfTinyPacketsAndGoesOn() throws IOException {
        CoreModuleProperties.MAX_PACKET_SIZE.set(server.client(), 512L);
        try (ClientSession client = server.login()) {
            ChannelSubsystem channel = client.createSubsystemChannel("sftp");
            assertThatThrownBy(() -> channel.open().verify(RunningServer.PATIENCE))
                    .hasMessageContaining("too small");
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void opensAChannelOfPacketsAsLargeAsTheProtocolCanSay() throws IOException {
        CoreModuleProperties.LIMIT_PACKET_SIZE.set(server.client(), 0xFFFF_FFFFL);
        CoreModuleProperties.MAX_PACKET_SIZE.set(server.client(), 0xFFFF_FFFFL);
        CoreModuleProperties.WINDOW_SIZE.set(server.client(), 0xFFFF_FFFFL);
        try (ClientSession client = server.login()) {
            ChannelSubsystem channel = client.createSubsystemChannel("sftp");
            channel.open().verify(RunningServer.PATIENCE);
            assertThat(channel.isOpen()).isTrue();
        }
    }
}
