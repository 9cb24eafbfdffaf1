package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransferCommandsTest {
    private final Handled handled = Handled.alice();

    @AfterEach
    void close() {
        handled.close();
    }

    @Test
    void needsADataConnection() {
        handled.put("/a", "x");
        for (String line : new String[] {"RETR a", "STOR b", "APPE a", "STOU", "LIST", "NLST", "MLSD"}) {
            handled.expect(425, line);
        }
    }

    @Test
    void tellsTheSizeInTheOpeningReply() {
        handled.put("/a", "12345");
        assertThat(handled.expectTransfer("RETR a")).isEqualTo("opening ASCII mode data connection for /a");
        handled.expect(200, "TYPE I");
        assertThat(handled.expectTransfer("RETR a")).isEqualTo("opening BINARY mode data connection for /a (5 bytes)");
        handled.expect(350, "REST 2");
        assertThat(handled.expectTransfer("RETR a")).endsWith(" (3 bytes)");
        assertThat(handled.expectTransfer("RETR a")).endsWith(" (5 bytes)");
    }

    @Test
    void refusesWhatCannotBeTransferred() {
        handled.expect(257, "MKD d");
        handled.expect(229, "EPSV");
        handled.expect(550, "RETR missing");
        handled.expect(550, "RETR d");
        handled.expect(550, "STOR d");
        handled.expect(550, "STOR missing/f");
        handled.expect(550, "APPE d");
        handled.expect(553, "STOR a\u0001");
        handled.expect(550, "LIST missing");
        handled.expect(501, "RETR");
        assertThat(handled.session().ports().isSet()).isTrue();
    }

    @Test
    void keepsTheRestartMarkerForTheNextTransferOnly() {
        handled.put("/a", "12345");
        handled.expect(200, "TYPE I");
        handled.expect(350, "REST 4");
        handled.expect(200, "NOOP");
        handled.expect(200, "TYPE I");
        assertThat(handled.expectTransfer("RETR a")).endsWith(" (1 bytes)");
        handled.expect(350, "REST 4");
        handled.expect(257, "PWD");
        assertThat(handled.expectTransfer("RETR a")).endsWith(" (5 bytes)");
    }

    @Test
    void refusesMarkersThatAreNone() {
        handled.expect(501, "REST");
        handled.expect(501, "REST -1");
        handled.expect(501, "REST x");
        handled.expect(501, "REST 99999999999999999999");
        handled.expect(501, "RANG 5");
        handled.expect(501, "RANG 5 1");
    }

    @Test
    void refusesARestartBeyondTheEnd() {
        handled.put("/a", "12345");
        handled.expect(200, "TYPE I");
        handled.expect(229, "EPSV");
        handled.expect(350, "REST 6");
        handled.expect(554, "RETR a");
        handled.expect(350, "REST 6");
        handled.expect(554, "STOR a");
        handled.expect(350, "REST 3");
        handled.expect(554, "APPE a");
        handled.expect(350, "REST 5");
        assertThat(handled.expectTransfer("RETR a")).endsWith(" (0 bytes)");
    }

    @Test
    void limitsATransferToARange() {
        handled.put("/a", "1234567890");
        handled.expect(200, "TYPE I");
        handled.expect(350, "RANG 2 4");
        assertThat(handled.expectTransfer("RETR a")).endsWith(" (3 bytes)");
        handled.expect(350, "RANG 2 4");
        handled.expect(350, "RANG 1 0");
        assertThat(handled.expectTransfer("RETR a")).endsWith(" (10 bytes)");
        handled.expect(229, "EPSV");
        handled.expect(350, "RANG 2 4");
        handled.expect(504, "STOR a");
        handled.expect(200, "TYPE A");
        handled.expect(350, "RANG 2 4");
        handled.expect(504, "RETR a");
    }

    @Test
    void resumesNoUploadInTypeA() {
        handled.expect(229, "EPSV");
        handled.expect(350, "REST 5");
        handled.expect(554, "STOR a");
    }

    @Test
    void answersAPartialsSize() {
        try (WritableFile file = handled.storage().openForWrite(VirtualPath.parse("/a"), new WriteMode.Replace())) {
            file.write(ByteBuffer.allocate(7), 0);
        }
        handled.expect(200, "TYPE I");
        assertThat(handled.expect(213, "SIZE a")).containsExactly("7");
        handled.expect(550, "RNFR a");
        handled.expect(350, "REST 7");
        handled.expectTransfer("STOR a");
    }

    @Test
    void namesTheFileOfAStou() {
        assertThat(handled.expectTransfer("STOU")).matches("FILE: /upload\\.[0-9a-z]+");
        assertThat(handled.expectTransfer("STOU report")).matches("FILE: /report\\.[0-9a-z]+");
    }

    @Test
    void readsAllo() {
        handled.expect(200, "ALLO 100");
        assertThat(handled.session().settings().announcedSize()).isEqualTo(100);
        handled.expect(200, "ALLO 100 R 10");
        handled.expect(501, "ALLO");
        handled.expect(501, "ALLO x");
        handled.expect(501, "ALLO -1");
    }

    @Test
    void abortsNothingWhenNothingRuns() {
        handled.expect(229, "EPSV");
        handled.expect(226, "ABOR");
        assertThat(handled.session().ports().isSet()).isFalse();
    }
}
