package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looking into directories. */
interface ListsDirectories extends Driven {
    /** What the client shows of the visit's directory: sizes and names, in the client's own format. */
    String list(Visit visit);

    @ParameterizedTest
    @MethodSource("ways")
    default void listsADirectory(Way way, Gateway gateway) throws IOException {
        Visit visit = gateway.visit(way);
        visit.makeRemote("plain.bin", 31_337);
        Files.createDirectory(visit.remote("inner"));
        Names.ODD.forEach(name -> visit.makeRemote(name, 10));

        String shown = list(visit);

        assertThat(shown).contains("plain.bin", "31337", "inner").contains(Names.ODD);
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void listsAnEmptyDirectory(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);

        assertThat(list(visit)).doesNotContain("filegate-", ".partial", ".upload");
    }
}
