package dev.filegate.sftp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.junit.jupiter.api.Test;

/** docs/protocols/sftp.md names the algorithms that are offered, in their order. */
class AlgorithmsPageTest {
    private static List<String> row(String name) throws IOException {
        String row = Files.readAllLines(Path.of("..", "docs", "protocols", "sftp.md")).stream()
                .filter(line -> line.startsWith("| " + name + " |"))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(row.split("\\|", -1)[2].split(",", -1))
                .map(word -> word.strip().replace("`", ""))
                .toList();
    }

    private static List<String> names(List<? extends NamedResource> offered) {
        return offered.stream().map(NamedResource::getName).toList();
    }

    @Test
    void namesEveryAlgorithmInItsOrder() throws IOException {
        assertThat(row("key exchange")).isEqualTo(names(Algorithms.keyExchanges(false)));
        assertThat(row("cipher")).isEqualTo(names(Algorithms.ciphers(false)));
        assertThat(row("MAC")).isEqualTo(names(Algorithms.macs(false)));
        assertThat(row("signature")).isEqualTo(names(Algorithms.signatures(false)));
    }
}
