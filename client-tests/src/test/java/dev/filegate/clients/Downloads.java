package dev.filegate.clients;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Getting files. */
interface Downloads extends Driven {
    /** Gets a file of the visit's directory under a local name, as it is. */
    void download(Visit visit, String remote, String local);

    @ParameterizedTest
    @MethodSource("ways")
    default void downloadsAFile(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);
        visit.makeRemote("there.bin", 300_001);

        download(visit, "there.bin", "here.bin");

        visit.assertSame(visit.remote("there.bin"), visit.local("here.bin"));
        visit.assertAudited("download", "there.bin", 300_001);
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void downloadsAnEmptyFile(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);
        visit.makeRemote("empty", 0);

        download(visit, "empty", "empty");

        visit.assertSame(visit.remote("empty"), visit.local("empty"));
    }

    @ParameterizedTest
    @FieldSource("dev.filegate.clients.Names#ODD")
    default void downloadsAnOddName(String name, Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeRemote(name, 2_000);

        download(visit, name, name);

        visit.assertSame(visit.remote(name), visit.local(name));
        visit.assertAudited("download", name, 2_000);
    }
}
