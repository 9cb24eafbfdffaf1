package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Renaming, deleting, making and removing directories. All names are of the visit's directory. */
interface ChangesNames extends Driven {
    void rename(Visit visit, String from, String to);

    void delete(Visit visit, String name);

    void makeDirectory(Visit visit, String name);

    void removeDirectory(Visit visit, String name);

    @ParameterizedTest
    @MethodSource("ways")
    default void renamesAFile(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);
        Path before = visit.makeRemote("before", 1_000);

        rename(visit, "before", "after");

        assertThat(visit.remote("after")).hasSize(1_000);
        assertThat(before).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void deletesAFile(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);
        Path victim = visit.makeRemote("victim", 1_000);
        Path other = visit.makeRemote("other", 1_000);

        delete(visit, "victim");

        assertThat(victim).doesNotExist();
        assertThat(other).exists();
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void makesADirectory(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);

        makeDirectory(visit, "made");

        assertThat(visit.remote("made")).isDirectory();
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void removesADirectory(Way way, Gateway gateway) throws IOException {
        Visit visit = gateway.visit(way);
        Path empty = Files.createDirectory(visit.remote("empty"));

        removeDirectory(visit, "empty");

        assertThat(empty).doesNotExist();
    }

    @ParameterizedTest
    @FieldSource("dev.filegate.clients.Names#ODD")
    default void changesOddNames(String name, Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeRemote("plain", 10);

        rename(visit, "plain", name);
        assertThat(visit.remote(name)).hasSize(10);
        delete(visit, name);
        assertThat(visit.remote(name)).doesNotExist();
        makeDirectory(visit, name);
        assertThat(visit.remote(name)).isDirectory();
        removeDirectory(visit, name);
        assertThat(visit.remote(name)).doesNotExist();
    }
}
