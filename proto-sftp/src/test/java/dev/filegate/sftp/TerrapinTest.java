package dev.filegate.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.storage.MemoryStorage;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Terrapin (CVE-2023-48795): messages that somebody in between puts in while keys are exchanged shift the numbers of later ones, so that
 * some can be cut out unnoticed. With clients that know strict key exchange nothing may be put in (OpenSSH's PROTOCOL section 1.10).
 */
class TerrapinTest {
    private static final String STRICT = ",kex-strict-c-v00@openssh.com";

    @TempDir
    private static Path keys;

    private RunningServer server;
    private Socket socket;
    private DataInputStream in;

    @BeforeEach
    void greet() throws IOException {
        server = RunningServer.over(MemoryStorage.empty(), keys);
        socket = new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout((int) RunningServer.PATIENCE.toMillis());
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write("SSH-2.0-test\r\n".getBytes(StandardCharsets.US_ASCII));
        while (in.readByte() != '\n') {}
    }

    @AfterEach
    void leave() throws IOException {
        socket.close();
        server.close();
    }

    private void send(Buffer message) throws IOException {
        byte[] payload = message.getCompactData();
        int padding = 4 + (8 - (4 + 1 + payload.length + 4) % 8) % 8;
        ByteBuffer packet = ByteBuffer.allocate(4 + 1 + payload.length + padding);
        packet.putInt(1 + payload.length + padding).put((byte) padding).put(payload);
        socket.getOutputStream().write(packet.array());
    }

    /** The next message in clear. */
    private Buffer receive() throws IOException {
        int length = in.readInt();
        int padding = in.readUnsignedByte();
        byte[] payload = new byte[length - 1 - padding];
        in.readFully(payload);
        in.skipNBytes(padding);
        return new ByteArrayBuffer(payload);
    }

    private static Buffer proposal(String suffix) {
        Buffer message = new ByteArrayBuffer();
        message.putByte(SshConstants.SSH_MSG_KEXINIT);
        message.putRawBytes(new byte[16]);
        for (String list : new String[] {
            "curve25519-sha256" + suffix,
            "ssh-ed25519",
            "aes128-ctr",
            "aes128-ctr",
            "hmac-sha2-256",
            "hmac-sha2-256",
            "none",
            "none",
            "",
            ""
        }) {
            message.putString(list);
        }
        message.putBoolean(false);
        message.putInt(0);
        return message;
    }

    private static Buffer ignored() {
        Buffer message = new ByteArrayBuffer();
        message.putByte(SshConstants.SSH_MSG_IGNORE);
        message.putString("x");
        return message;
    }

    private static Buffer keyExchange() {
        Buffer message = new ByteArrayBuffer();
        message.putByte(SshConstants.SSH_MSG_KEXDH_INIT);
        byte[] point = new byte[32];
        point[0] = 9;
        message.putBytes(point);
        return message;
    }

    private void assertRefused() throws IOException {
        assertThat(receive().getUByte()).isEqualTo(SshConstants.SSH_MSG_KEXINIT);
        Buffer farewell = receive();
        assertThat(farewell.getUByte()).isEqualTo(SshConstants.SSH_MSG_DISCONNECT);
        assertThat(farewell.getInt()).isEqualTo(SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED);
        assertThat(in.read()).as("closed").isNegative();
    }

    @Test
    void knowsStrictKeyExchange() throws IOException {
        Buffer proposal = receive();
        assertThat(proposal.getUByte()).isEqualTo(SshConstants.SSH_MSG_KEXINIT);
        proposal.rpos(proposal.rpos() + 16);
        assertThat(proposal.getString().split(",")).contains("kex-strict-s-v00@openssh.com");
    }

    @Test
    void refusesWhatIsPutInBeforeTheProposal() throws IOException {
        send(ignored());
        send(proposal(STRICT));
        assertRefused();
    }

    @Test
    void refusesWhatIsPutInDuringTheExchange() throws IOException {
        send(proposal(STRICT));
        send(ignored());
        assertRefused();
    }

    @Test
    void exchangesKeysWhenNothingWasPutIn() throws IOException {
        send(proposal(STRICT));
        send(keyExchange());
        assertThat(receive().getUByte()).isEqualTo(SshConstants.SSH_MSG_KEXINIT);
        assertThat(receive().getUByte()).isEqualTo(SshConstants.SSH_MSG_KEXDH_REPLY);
    }

    /** RFC 4253 section 11.2 lets everybody send IGNORE at any time; only clients that are strict give that up. */
    @Test
    void bearsWithClientsThatAreNotStrict() throws IOException {
        send(ignored());
        send(proposal(""));
        send(ignored());
        send(keyExchange());
        assertThat(receive().getUByte()).isEqualTo(SshConstants.SSH_MSG_KEXINIT);
        assertThat(receive().getUByte()).isEqualTo(SshConstants.SSH_MSG_KEXDH_REPLY);
    }
}
