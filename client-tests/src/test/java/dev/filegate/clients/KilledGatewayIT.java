package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What becomes of an upload over a file when the process is killed in the middle of it. */
class KilledGatewayIT {

    @Test
    void leavesTheEarlierFileByteForByte() throws IOException {
        try (Gateway gateway = Gateway.start()) {
            Visit visit = gateway.visit(Way.PASSIVE_IPV4);
            Path file = visit.makeLocal("here.bin", OpenUpload.PART + 1_234_567);
            Path earlier = visit.makeRemote("there.bin", 1_000);
            String hash = Sha256.of(earlier);
            OpenUpload upload = new OpenUpload(visit, file, "there.bin");
            gateway.kill();
            upload.close();

            assertThat(Sha256.of(earlier)).isEqualTo(hash);
            gateway.restart();
            assertThat(Sha256.of(earlier)).isEqualTo(hash);
            try (OpenUpload again = new OpenUpload(visit, file, "there.bin")) {
                assertThat(again.finish()).isTrue();
            }
            visit.assertSame(file, visit.remote("there.bin"));
        }
    }
}
