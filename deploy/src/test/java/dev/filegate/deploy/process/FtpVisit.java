package dev.filegate.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/** A client of the child, logged in, in passive mode and with binary type. */
final class FtpVisit implements AutoCloseable {
    private final FTPClient client = new FTPClient();

    FtpVisit(InetSocketAddress server, String user, String password) throws IOException {
        client.setDefaultTimeout(60_000);
        client.setDataTimeout(java.time.Duration.ofSeconds(60));
        client.connect(server.getHostString(), server.getPort());
        assertThat(client.login(user, password)).as(client.getReplyString()).isTrue();
        client.enterLocalPassiveMode();
        client.setFileType(FTP.BINARY_FILE_TYPE);
    }

    void store(String name, byte[] content) throws IOException {
        assertThat(client.storeFile(name, new ByteArrayInputStream(content)))
                .as(client.getReplyString())
                .isTrue();
    }

    /** The last reply to an upload that may be refused, before it begins or on its way. */
    String tries(String name, byte[] content) throws IOException {
        OutputStream upload = client.storeFileStream(name);
        if (upload != null) {
            try (upload) {
                upload.write(content);
            } catch (IOException _) {
                // The data connection is closed on whoever sends too much; the reply says why.
            }
            client.completePendingCommand();
        }
        return client.getReplyString();
    }

    byte[] retrieve(String name) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        assertThat(client.retrieveFile(name, content))
                .as(client.getReplyString())
                .isTrue();
        return content.toByteArray();
    }

    /** Opens an upload that goes on until {@link #finish}. */
    OutputStream begin(String name) throws IOException {
        OutputStream upload = client.storeFileStream(name);
        assertThat(upload).as(client.getReplyString()).isNotNull();
        return upload;
    }

    boolean finish() throws IOException {
        return client.completePendingCommand();
    }

    @Override
    public void close() throws IOException {
        client.disconnect();
    }
}
