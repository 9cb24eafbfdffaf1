package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/** An upload that has sent a part of its file and waits, so that something can happen to the gateway meanwhile. */
final class OpenUpload implements AutoCloseable {
    /** More than the buffers of two sockets hold: when so much was accepted for sending, most of it has reached the gateway. */
    static final int PART = 32 << 20;

    private final FTPClient ftp = new FTPClient();
    private final InputStream content;
    private final OutputStream data;

    /** Sends the first {@link #PART} bytes of a local file, which must be longer. */
    OpenUpload(Visit visit, Path local, String remote) throws IOException {
        content = Files.newInputStream(local);
        ftp.connect(visit.way().host(), visit.port());
        assertThat(ftp.login(visit.user(), visit.password())).isTrue();
        ftp.enterLocalPassiveMode();
        ftp.setFileType(FTP.BINARY_FILE_TYPE);
        data = ftp.storeFileStream(visit.directory() + "/" + remote);
        assertThat(data).as(ftp.getReplyString()).isNotNull();
        data.write(content.readNBytes(PART));
        data.flush();
    }

    /** Sends the rest and waits for the gateway's answer to it. */
    boolean finish() throws IOException {
        content.transferTo(data);
        data.close();
        return ftp.completePendingCommand();
    }

    /** Breaks off, if it is not finished, as a client does that dies. */
    @Override
    public void close() throws IOException {
        content.close();
        ftp.disconnect();
    }
}
