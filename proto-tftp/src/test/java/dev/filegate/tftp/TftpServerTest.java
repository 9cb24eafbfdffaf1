package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole transfers over sockets, with a port for each and with one for all. */
class TftpServerTest {
    private LabServer server = LabServer.start(LabServer.config(false));

    private void singlePort(boolean single) {
        server.close();
        server = LabServer.start(LabServer.config(single));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static byte[] random(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private LabClient client() throws IOException {
        return new LabClient(server.address());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "511, false", "512, true", "513, false", "5120, true", "100000, false"})
    void carriesAFileBothWaysWithoutOptions(int size, boolean single) throws IOException {
        singlePort(single);
        byte[] content = random(size);
        server.store("/file", content);
        try (LabClient client = client()) {
            assertThat(client.get("file", "octet", Map.of())).isEqualTo(content);
            client.put("/other", "octet", Map.of(), content);
            assertThat(client.granted()).isEmpty();
        }
        assertThat(server.stored("/other")).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource({
        "8, 1, 1000",
        "1428, 16, 1000000",
        "8192, 16, 3000000",
        "65464, 4, 2000000",
        "512, 64, 300000",
        "1024, 3, 3072"
    })
    void carriesAFileBothWaysWithOptions(int blockSize, int window, int size) throws IOException {
        for (boolean single : new boolean[] {false, true}) {
            singlePort(single);
            byte[] content = random(size);
            server.store("/file", content);
            Map<String, String> options =
                    Map.of("blksize", "" + blockSize, "windowsize", "" + window, "tsize", "0", "timeout", "1");
            try (LabClient client = client()) {
                assertThat(client.get("file", "octet", options)).isEqualTo(content);
                assertThat(client.granted())
                        .containsEntry("tsize", "" + size)
                        .containsEntry("blksize", "" + blockSize)
                        .containsEntry("windowsize", "" + window);
                client.put(
                        "other",
                        "octet",
                        Map.of("blksize", "" + blockSize, "windowsize", "" + window, "tsize", "" + size),
                        content);
                assertThat(client.granted()).containsEntry("tsize", "" + size).containsEntry("blksize", "" + blockSize);
            }
            assertThat(server.stored("/other")).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void carriesFilesOfMoreBlocksThanThereAreNumbers(String rollover) throws IOException {
        byte[] content = random(8 * 66_000 + 3);
        server.store("/big", content);
        Map<String, String> options = Map.of("blksize", "8", "windowsize", "64", "rollover", rollover);
        try (LabClient client = client()) {
            assertThat(client.get("big", "octet", options)).isEqualTo(content);
            client.put("back", "octet", options, content);
            assertThat(client.granted()).containsEntry("rollover", rollover);
        }
        assertThat(server.stored("/back")).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"netascii", "NetASCII"})
    void convertsTextBothWays(String mode) throws IOException {
        byte[] text = "one\ntwo\r\nthree\r\n\n".repeat(300).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        server.store("/text", text);
        try (LabClient client = client()) {
            byte[] wire = client.get("text", mode, Map.of("tsize", "0"));
            assertThat(client.granted()).isEmpty();
            client.put("back", mode, Map.of("blksize", "100"), wire);
        }
        assertThat(server.stored("/back")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "octet, /missing, 1",
        "octet, '', 2",
        "octet, /dir, 2",
        "octet, /file/below, 2",
        "octet, ../../../etc/passwd, 1",
        "octet, ..\\..\\etc\\passwd, 1",
        "octet, /%2e%2e/%2e%2e/etc/passwd, 1",
        "octet, /dir/../../../../etc/passwd, 1",
        "mail, /file, 4",
        "binary, /file, 4"
    })
    void saysWhyNotInTheCodesOfTheStandard(String mode, String name, int code) throws IOException {
        server.store("/file", random(10));
        server.makeDirectory("/dir");
        try (LabClient client = client()) {
            assertThatThrownBy(() -> client.get(name, mode, Map.of()))
                    .isInstanceOfSatisfying(
                            LabClient.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(code));
            assertThat(client.peer()).isEqualTo(server.address());
        }
    }

    @ParameterizedTest
    @CsvSource({"a\u0001b", "'a\tb'"})
    void refusesControlCharactersInNames(String name) throws IOException {
        try (LabClient client = client()) {
            assertThatThrownBy(() -> client.get(name, "octet", Map.of()))
                    .isInstanceOfSatisfying(
                            LabClient.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(2));
        }
    }
}
