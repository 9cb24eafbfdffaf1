package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/protocols/tftp.md has a row for every packet, option, mode and error there is, and none for what there is not. */
class DocumentationTest {
    private static List<List<String>> table(String heading) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean here = false;
        for (String line : Files.readAllLines(Path.of("..", "docs", "protocols", "tftp.md"))) {
            if (line.startsWith("## ")) {
                here = line.equals("## " + heading);
            } else if (here && line.startsWith("| ")) {
                rows.add(Arrays.stream(line.substring(1).split("\\|"))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList());
            }
        }
        assertThat(rows).as("table of " + heading).isNotEmpty();
        return rows.subList(1, rows.size());
    }

    private static List<String> column(String heading, int column) throws IOException {
        return table(heading).stream().map(row -> row.get(column)).toList();
    }

    @Test
    void namesEveryPacketWithItsNumber() throws IOException {
        TftpPacket.Opcode[] packets = TftpPacket.Opcode.values();

        assertThat(column("Packets", 0))
                .containsExactlyElementsOf(
                        Arrays.stream(packets).map(Enum::name).toList());
        assertThat(column("Packets", 1))
                .containsExactlyElementsOf(Arrays.stream(packets)
                        .map(packet -> Integer.toString(packet.number()))
                        .toList());
    }

    @Test
    void namesEveryOption() throws IOException {
        assertThat(column("Options", 0))
                .containsExactlyElementsOf(
                        Arrays.stream(TftpOption.values()).map(TftpOption::word).toList());
    }

    @Test
    void namesEveryMode() throws IOException {
        assertThat(column("Modes", 0))
                .containsExactlyElementsOf(
                        Arrays.stream(TftpMode.values()).map(TftpMode::word).toList());
    }

    @Test
    void namesEveryErrorWithItsCode() throws IOException {
        assertThat(table("Errors").stream().map(row -> row.get(0) + " " + row.get(1)))
                .containsExactlyElementsOf(Arrays.stream(TftpError.values())
                        .map(error -> error.code() + " " + error.name())
                        .toList());
    }
}
