package dev.filegate.clients;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Putting files. */
interface Uploads extends Driven {
    /** Puts a local file under a name in the visit's directory, as it is. */
    void upload(Visit visit, String local, String remote);

    @ParameterizedTest
    @MethodSource("ways")
    default void uploadsAFile(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);
        visit.makeLocal("here.bin", 300_001);

        upload(visit, "here.bin", "there.bin");

        visit.assertSame(visit.local("here.bin"), visit.remote("there.bin"));
        visit.assertAudited("upload", "there.bin", 300_001);
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void uploadsOverAFile(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);
        visit.makeLocal("here.bin", 1_000);
        visit.makeRemote("there.bin", 5_000);

        upload(visit, "here.bin", "there.bin");

        visit.assertSame(visit.local("here.bin"), visit.remote("there.bin"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    default void uploadsAnEmptyFile(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);
        visit.makeLocal("empty", 0);

        upload(visit, "empty", "empty");

        visit.assertSame(visit.local("empty"), visit.remote("empty"));
    }

    @ParameterizedTest
    @FieldSource("dev.filegate.clients.Names#ODD")
    default void uploadsUnderAnOddName(String name, Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeLocal(name, 2_000);

        upload(visit, name, name);

        visit.assertSame(visit.local(name), visit.remote(name));
        visit.assertAudited("upload", name, 2_000);
    }
}
