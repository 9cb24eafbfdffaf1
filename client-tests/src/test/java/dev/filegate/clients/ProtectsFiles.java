package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files over TLS, both ways. The gateway demands that each data connection resumes the session of its control connection. */
@ExtendWith(GatewayExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface ProtectsFiles {
    /** The ways that the client knows. */
    default Stream<SecureWay> secureWays() {
        return Stream.of(SecureWay.values());
    }

    /** Puts local files under their own names in the visit's directory, over one control connection if the client can do that. */
    void upload(Visit visit, SecureWay way, String... names);

    /** Gets files of the visit's directory under their own names, over one control connection. */
    void download(Visit visit, SecureWay way, String... names);

    /** What the client shows of the visit's directory. */
    String list(Visit visit, SecureWay way);

    @ParameterizedTest
    @MethodSource("secureWays")
    default void uploadsFilesOverTls(SecureWay way, Gateway gateway) {
        Visit visit = gateway.visit(way.way());
        visit.makeLocal("large.bin", 3_000_001);
        visit.makeLocal("small.bin", 2_000);
        visit.makeLocal("empty", 0);

        upload(visit, way, "small.bin", "empty", "large.bin");

        for (String name : new String[] {"small.bin", "empty", "large.bin"}) {
            visit.assertSame(visit.local(name), visit.remote(name));
        }
        visit.assertAuditedOverTls("upload", "large.bin", 3_000_001, way.version());
    }

    @ParameterizedTest
    @MethodSource("secureWays")
    default void downloadsFilesOverTls(SecureWay way, Gateway gateway) {
        Visit visit = gateway.visit(way.way());
        visit.makeRemote("large.bin", 3_000_001);
        visit.makeRemote("small.bin", 2_000);
        visit.makeRemote("empty", 0);

        download(visit, way, "small.bin", "empty", "large.bin");

        for (String name : new String[] {"small.bin", "empty", "large.bin"}) {
            visit.assertSame(visit.remote(name), visit.local(name));
        }
        visit.assertAuditedOverTls("download", "large.bin", 3_000_001, way.version());
    }

    @ParameterizedTest
    @MethodSource("secureWays")
    default void listsADirectoryOverTls(SecureWay way, Gateway gateway) {
        Visit visit = gateway.visit(way.way());
        visit.makeRemote("plain.bin", 31_337);
        Names.ODD.forEach(name -> visit.makeRemote(name, 10));

        assertThat(list(visit, way)).contains("plain.bin", "31337").contains(Names.ODD);
    }
}
