package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.net.ftp.FTPClient;
import org.junit.jupiter.api.Test;

/** Going on with an upload after the gateway was killed in the middle of it and started again. */
interface SurvivesCrashes extends ResumesUploads {

    @Test
    default void resumesAnUploadThatAKillCutOff() throws IOException {
        try (Gateway gateway = Gateway.start()) {
            Visit visit = gateway.visit(Way.PASSIVE_IPV4);
            Path file = visit.makeLocal("here.bin", OpenUpload.PART + 1_234_567);
            OpenUpload upload = new OpenUpload(visit, file, "there.bin");
            gateway.kill();
            upload.close();
            gateway.restart();
            assertThat(visit.remote("there.bin"))
                    .as("an upload that nobody finished")
                    .doesNotExist();

            long done = size(visit, "there.bin");
            resumeUpload(visit, "here.bin", "there.bin", done);

            assertThat(done).as("bytes that need not be sent again").isPositive();
            visit.assertSame(visit.local("here.bin"), visit.remote("there.bin"));
            visit.assertAudited("upload", "there.bin", OpenUpload.PART + 1_234_567 - done);
        }
    }

    private static long size(Visit visit, String name) throws IOException {
        FTPClient ftp = new FTPClient();
        try {
            ftp.connect(visit.way().host(), visit.port());
            ftp.login(visit.user(), visit.password());
            ftp.setFileType(org.apache.commons.net.ftp.FTP.BINARY_FILE_TYPE);
            String size = ftp.getSize(visit.directory() + "/" + name);
            assertThat(size).as(ftp.getReplyString()).isNotNull();
            return Long.parseLong(size);
        } finally {
            ftp.disconnect();
        }
    }
}
