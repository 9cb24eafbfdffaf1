package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.Test;

/** What becomes of an upload by SFTP when the process is killed in the middle of it. */
class SftpKilledGatewayIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int PART = 4 << 20;

    /** Writes the first {@link #PART} bytes, each write answered, and kills the gateway before CLOSE. */
    private static void uploadHalf(Gateway gateway, Visit visit, Path file, String remote) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> true);
            client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            client.start();
            ClientSession session = client.connect(visit.user(), visit.way().host(), visit.sftpPort())
                    .verify(TIMEOUT)
                    .getSession();
            session.addPasswordIdentity(visit.password());
            session.auth().verify(TIMEOUT);
            SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
            byte[] content = Files.readAllBytes(file);
            SftpClient.CloseableHandle handle =
                    sftp.open(visit.directory() + "/" + remote, OpenMode.Write, OpenMode.Create, OpenMode.Truncate);
            sftp.write(handle, 0, content, 0, PART);
            gateway.kill();
        }
    }

    @Test
    void leavesTheEarlierFileByteForByte() throws IOException {
        try (Gateway gateway = Gateway.start()) {
            Visit visit = gateway.visit(Way.PASSIVE_IPV4);
            Path file = visit.makeLocal("here.bin", PART + 1_234_567);
            Path earlier = visit.makeRemote("there.bin", 1_000);
            String hash = Sha256.of(earlier);

            uploadHalf(gateway, visit, file, "there.bin");

            assertThat(Sha256.of(earlier)).isEqualTo(hash);
            gateway.restart();
            assertThat(Sha256.of(earlier)).isEqualTo(hash);
            new JschIT().upload(visit, "here.bin", "there.bin");
            visit.assertSame(file, visit.remote("there.bin"));
        }
    }

    @Test
    void goesOnWithWhatArrived() throws IOException {
        try (Gateway gateway = Gateway.start()) {
            Visit visit = gateway.visit(Way.PASSIVE_IPV4);
            Path file = visit.makeLocal("here.bin", PART + 1_234_567);

            uploadHalf(gateway, visit, file, "there.bin");

            assertThat(visit.remote("there.bin")).doesNotExist();
            gateway.restart();
            new JschIT().resumeUpload(visit, "here.bin", "there.bin", PART);
            visit.assertSame(file, visit.remote("there.bin"));
            visit.assertAudited("upload", "there.bin", 1_234_567);
        }
    }
}
