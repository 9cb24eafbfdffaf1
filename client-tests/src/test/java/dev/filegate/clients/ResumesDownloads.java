package dev.filegate.clients;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Going on with a download that was cut off. */
interface ResumesDownloads extends Driven {
    /** Gets the rest of a file whose beginning is there under the local name. */
    void resumeDownload(Visit visit, String remote, String local);

    @ParameterizedTest
    @MethodSource("ways")
    default void resumesADownload(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);
        visit.makeRemote("there.bin", 300_001);
        Visit.copyHead(visit.remote("there.bin"), visit.local("here.bin"), 123_457);

        resumeDownload(visit, "there.bin", "here.bin");

        visit.assertSame(visit.remote("there.bin"), visit.local("here.bin"));
        visit.assertAudited("download", "there.bin", 300_001 - 123_457);
    }
}
