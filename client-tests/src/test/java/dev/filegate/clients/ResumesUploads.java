package dev.filegate.clients;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Going on with an upload that was cut off. */
interface ResumesUploads extends Driven {
    /** Puts the rest of a file whose first {@code done} bytes are there under the remote name. */
    void resumeUpload(Visit visit, String local, String remote, long done);

    @ParameterizedTest
    @MethodSource("ways")
    default void resumesAnUpload(Way way, Gateway gateway) {
        Visit visit = gateway.visit(way);
        visit.makeLocal("here.bin", 300_001);
        Visit.copyHead(visit.local("here.bin"), visit.remote("there.bin"), 123_457);

        resumeUpload(visit, "here.bin", "there.bin", 123_457);

        visit.assertSame(visit.local("here.bin"), visit.remote("there.bin"));
        visit.assertAudited("upload", "there.bin", 300_001 - 123_457);
    }
}
