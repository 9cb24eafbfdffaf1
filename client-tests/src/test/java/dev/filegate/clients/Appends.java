package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Adding to the end of a file. */
interface Appends extends Driven {
    /** Adds a local file to the end of a file in the visit's directory. */
    void append(Visit visit, String local, String remote);

    @ParameterizedTest
    @MethodSource("ways")
    default void appendsToAFile(Way way, Gateway gateway) throws IOException {
        Visit visit = gateway.visit(way);
        Files.writeString(visit.local("more"), "second\n");
        Files.writeString(visit.remote("log"), "first\n");

        append(visit, "more", "log");

        assertThat(visit.remote("log")).hasContent("first\nsecond\n");
    }
}
