package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TYPE A both ways, by clients that convert line ends themselves as they should. */
interface ConvertsLines extends Driven {
    String TEXT = "one\ntwo\n\nfour\nlast without an end";

    void uploadText(Visit visit, String local, String remote);

    void downloadText(Visit visit, String remote, String local);

    @ParameterizedTest
    @MethodSource("ways")
    default void uploadsText(Way way, Gateway gateway) throws IOException {
        Visit visit = gateway.visit(way);
        Files.writeString(visit.local("here.txt"), TEXT);

        uploadText(visit, "here.txt", "there.txt");

        assertThat(Files.readString(visit.remote("there.txt"))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void downloadsText(Way way, Gateway gateway) throws IOException {
        Visit visit = gateway.visit(way);
        Files.writeString(visit.remote("there.txt"), TEXT);

        downloadText(visit, "there.txt", "here.txt");

        assertThat(Files.readString(visit.local("here.txt"))).isEqualTo(TEXT);
    }
}
