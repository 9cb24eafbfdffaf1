package dev.filegate.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.sftp.wire.Extension;
import dev.filegate.sftp.wire.PacketType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/protocols/sftp.md has a row for every packet, extension and failure there is, and none for what there is not. */
class ProtocolPageTest {
    private static List<List<String>> table(String heading) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean here = false;
        for (String line : Files.readAllLines(Path.of("..", "docs", "protocols", "sftp.md"))) {
            if (line.startsWith("## ")) {
                here = line.equals("## " + heading);
            } else if (here && line.startsWith("| ")) {
                rows.add(Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList());
            }
        }
        assertThat(rows).as("table of " + heading).isNotEmpty();
        return rows.subList(1, rows.size());
    }

    private static List<String> firstTwo(List<List<String>> rows) {
        return rows.stream().map(row -> row.get(0) + " " + row.get(1)).toList();
    }

    @Test
    void namesEveryPacketWithItsCode() throws IOException {
        assertThat(firstTwo(table("Packets")))
                .containsExactlyElementsOf(Arrays.stream(PacketType.values())
                        .map(type -> type + " " + type.code())
                        .toList());
    }

    @Test
    void namesEveryExtensionWithItsVersion() throws IOException {
        assertThat(firstTwo(table("Extensions")))
                .containsExactlyElementsOf(Arrays.stream(Extension.values())
                        .map(extension -> extension.wireName() + " "
                                + (extension == Extension.VENDOR_ID ? "its data say who we are" : extension.version()))
                        .toList());
    }

    @Test
    void namesTheCodeOfEveryFailure() throws IOException {
        assertThat(firstTwo(table("Status codes")))
                .containsExactlyElementsOf(Arrays.stream(Failure.values())
                        .map(failure -> failure + " " + SftpStatus.code(failure))
                        .toList());
    }
}
