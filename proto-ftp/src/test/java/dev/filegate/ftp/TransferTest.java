package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes through the real server, both ways. */
class TransferTest {
    private TestServer server;
    private RawClient client;

    @BeforeEach
    void start() {
        server = TestServer.start();
        client = server.login();
        client.send("TYPE I").expect(200);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void carriesManyBytesUnharmed() {
        byte[] bytes = noise(5_000_000);
        assertThat(client.upload("STOR big", bytes)).containsExactly("226 transfer complete");
        assertThat(server.bytes("/big")).isEqualTo(bytes);
        assertThat(client.fetch("RETR big")).isEqualTo(bytes);
    }

    @Test
    void carriesAnEmptyFile() {
        assertThat(client.upload("STOR empty", new byte[0])).containsExactly("226 transfer complete");
        assertThat(client.fetch("RETR empty")).isEmpty();
    }

    @Test
    void resumesBothWays() {
        server.put("/f", "0123456789");
        client.send("REST 4").expect(350);
        assertThat(client.fetchText("RETR f")).isEqualTo("456789");
        client.send("REST 4").expect(350);
        assertThat(client.upload("STOR f", ascii("abc"))).containsExactly("226 transfer complete");
        assertThat(server.text("/f")).isEqualTo("0123abc");
        assertThat(client.upload("APPE f", ascii("def"))).containsExactly("226 transfer complete");
        assertThat(server.text("/f")).isEqualTo("0123abcdef");
        assertThat(client.upload("APPE new", ascii("x"))).containsExactly("226 transfer complete");
        assertThat(server.text("/new")).isEqualTo("x");
    }

    @Test
    void sendsARange() {
        server.put("/f", "0123456789");
        client.send("RANG 2 4").expect(350);
        assertThat(client.fetchText("RETR f")).isEqualTo("234");
        assertThat(client.fetchText("RETR f")).isEqualTo("0123456789");
    }

    @Test
    void convertsLineEndsInTypeA() {
        client.send("TYPE A").expect(200);
        assertThat(client.upload("STOR f", ascii("one\r\ntwo\r\n"))).containsExactly("226 transfer complete");
        assertThat(server.text("/f")).isEqualTo("one\ntwo\n");
        assertThat(client.fetchText("RETR f")).isEqualTo("one\r\ntwo\r\n");
        client.send("REST 3").expect(350);
        assertThat(client.fetchText("RETR f")).isEqualTo("\r\ntwo\r\n");
    }

    @Test
    void convertsNothingWhereThatIsSwitchedOff() {
        try (TestServer raw = TestServer.start(TestServer.config().withAscii(false));
                RawClient other = raw.login()) {
            assertThat(other.upload("STOR f", ascii("one\r\ntwo\n"))).containsExactly("226 transfer complete");
            assertThat(raw.text("/f")).isEqualTo("one\r\ntwo\n");
            assertThat(other.fetchText("RETR f")).isEqualTo("one\r\ntwo\n");
        }
    }

    @Test
    void compressesInModeZ() throws IOException {
        byte[] bytes = "a line that repeats itself\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        client.send("MODE Z").expect(200);
        assertThat(client.upload("STOR f", deflated(bytes))).containsExactly("226 transfer complete");
        assertThat(server.bytes("/f")).isEqualTo(bytes);
        byte[] sent = client.fetch("RETR f");
        assertThat(sent.length).isLessThan(bytes.length / 10);
        assertThat(inflated(sent)).isEqualTo(bytes);
        assertThat(new String(inflated(client.fetch("NLST")), StandardCharsets.US_ASCII))
                .isEqualTo("f\r\n");
    }

    @Test
    void convertsAndCompressesTogether() throws IOException {
        client.send("TYPE A").expect(200);
        client.send("MODE Z").expect(200);
        assertThat(client.upload("STOR f", deflated(ascii("one\r\ntwo\r\n")))).containsExactly("226 transfer complete");
        assertThat(server.text("/f")).isEqualTo("one\ntwo\n");
        assertThat(inflated(client.fetch("RETR f"))).isEqualTo(ascii("one\r\ntwo\r\n"));
        client.send("REST 3").expect(350);
        assertThat(inflated(client.fetch("RETR f"))).isEqualTo(ascii("\r\ntwo\r\n"));
    }

    @Test
    void refusesAStreamThatIsNotZlibs() {
        server.put("/f", "before");
        client.send("MODE Z").expect(200);
        assertThat(client.upload("STOR f", ascii("this is no zlib stream")).getFirst())
                .startsWith("451 ");
        assertThat(server.text("/f")).isEqualTo("before");
    }

    @Test
    void takesACompressedStreamThatWasCutOffForIncomplete() throws IOException {
        client.send("MODE Z").expect(200);
        byte[] whole = deflated(noise(100_000));
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 10);
        assertThat(client.upload("STOR f", cut).getFirst()).startsWith("451 ");
        assertThat(stat("/f").partial()).isTrue();
    }

    @Test
    void namesAUniqueFile() {
        String opening;
        String closing;
        try (Socket data = client.extendedPassive()) {
            opening = client.send("STOU").expect(150).getFirst();
            data.getOutputStream().write(ascii("unique"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        closing = client.expect(226).getFirst();
        String name = opening.substring("150 FILE: ".length());
        assertThat(closing).contains(name);
        assertThat(server.text(name)).isEqualTo("unique");
    }

    @Test
    void holdsAnUploadAgainstItsAnnouncedSize() {
        server.put("/f", "before");
        client.send("ALLO 10").expect(200);
        assertThat(client.upload("STOR f", ascii("short")).getFirst())
                .startsWith("426 ")
                .contains("10", "5");
        assertThat(server.text("/f")).isEqualTo("before");
        client.send("ALLO 5").expect(200);
        assertThat(client.upload("STOR f", ascii("right"))).containsExactly("226 transfer complete");
        assertThat(server.text("/f")).isEqualTo("right");
        assertThat(client.upload("STOR f", ascii("any size"))).containsExactly("226 transfer complete");
    }

    @Test
    void takesAnAnnouncementForTheWholeOrTheRestOfAResumedUpload() {
        server.put("/f", "12345");
        client.send("ALLO 8").expect(200);
        client.send("REST 5").expect(350);
        assertThat(client.upload("STOR f", ascii("678"))).containsExactly("226 transfer complete");
        client.send("ALLO 2").expect(200);
        assertThat(client.upload("APPE f", ascii("90"))).containsExactly("226 transfer complete");
        assertThat(server.text("/f")).isEqualTo("1234567890");
    }

    @Test
    void connectsToTheClientInActiveMode() throws IOException {
        server.put("/f", "active");
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = listener.getLocalPort();
            client.send("PORT 127,0,0,1," + (port >> 8) + "," + (port & 0xFF)).expect(200);
            client.send("RETR f").expect(150);
            try (Socket data = listener.accept()) {
                assertThat(data.getInputStream().readAllBytes()).isEqualTo(ascii("active"));
            }
            client.expect(226);
            client.send("EPRT |1|127.0.0.1|" + port + "|").expect(200);
            client.send("STOR g").expect(150);
            try (Socket data = listener.accept()) {
                data.getOutputStream().write(ascii("taken"));
            }
            client.expect(226);
            assertThat(server.text("/g")).isEqualTo("taken");
        }
    }

    @Test
    void saysThatTheClientDoesNotListen() throws IOException {
        server.put("/f", "active");
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        client.send("EPRT |1|127.0.0.1|" + port + "|").expect(200);
        client.send("RETR f").expect(150);
        assertThat(client.expect(425).getFirst()).contains("refused");
        client.send("NOOP").expect(200);
    }

    @Test
    void transfersOverIpv6() throws IOException {
        FtpConfig config = TestServer.config().with(new FtpConfig.Control("::1", 0));
        try (TestServer six = TestServer.start(config);
                RawClient other = six.login();
                ServerSocket listener = new ServerSocket(0, 1, Inet6Address.ofLiteral("::1"))) {
            six.put("/f", "over six");
            assertThat(other.send("PASV").expect(425).getFirst()).contains("EPSV");
            assertThat(other.fetchText("RETR f")).isEqualTo("over six");
            other.send("EPRT |2|::1|" + listener.getLocalPort() + "|").expect(200);
            other.send("RETR f").expect(150);
            try (Socket data = listener.accept()) {
                assertThat(data.getInputStream().readAllBytes()).isEqualTo(ascii("over six"));
            }
            other.expect(226);
        }
    }

    @Test
    void sendsTheVersionThatWasOpenedWhileItIsReplaced() throws IOException {
        byte[] old = noise(8_000_000);
        server.put("/f", old);
        try (Socket data = client.extendedPassive()) {
            client.send("RETR f").expect(150);
            byte[] beginning = data.getInputStream().readNBytes(1000);
            server.put("/f", "new");
            byte[] rest = data.getInputStream().readAllBytes();
            assertThat(beginning.length + rest.length).isEqualTo(old.length);
            assertThat(rest).isEqualTo(java.util.Arrays.copyOfRange(old, 1000, old.length));
        }
        client.expect(226);
    }

    @Test
    void goesOnInADirectoryThatWasRemoved() {
        client.send("MKD d").expect(257);
        client.send("CWD d").expect(250);
        server.storage().deleteDirectory(VirtualPath.parse("/d"));
        client.send("PWD").expect(257);
        client.send("EPSV").expect(229);
        client.send("LIST").expect(550);
        client.send("STOR f").expect(550);
        client.send("CWD ..").expect(250);
    }

    @Test
    void letsTheLastOfTwoUploadsWin() throws IOException {
        try (RawClient second = server.login();
                Socket one = client.extendedPassive();
                Socket two = second.extendedPassive()) {
            second.send("TYPE I").expect(200);
            client.send("STOR f").expect(150);
            second.send("STOR f").expect(150);
            one.getOutputStream().write(ascii("one"));
            two.getOutputStream().write(ascii("two"));
            one.shutdownOutput();
            client.expect(226);
            assertThat(server.text("/f")).isEqualTo("one");
            two.shutdownOutput();
            second.expect(226);
            assertThat(server.text("/f")).isEqualTo("two");
        }
    }

    private FileInfo stat(String path) {
        return server.storage().stat(VirtualPath.parse(path), Links.FOLLOW);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(target)) {
            stream.write(bytes);
        }
        return target.toByteArray();
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        return new InflaterInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }
}
