package dev.filegate.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Getting and putting files by TFTP. */
interface TransfersByTftp extends Driven {
    /** Bytes that need more blocks of 512 than there are block numbers. */
    int BEYOND_BLOCK_NUMBERS = 65536 * 512 + 1;

    /** Gets a file by its path from the account's root. */
    void get(Visit visit, TftpWay way, String remote, String local);

    /** Puts a file under its path from the account's root. */
    void put(Visit visit, TftpWay way, String local, String remote);

    /** What must be granted, and be noted in the audit trail, when the client asks for options. */
    Map<String, String> granted();

    /** The line ends of text that the client got; most turn those that travel into their own. */
    default String received(String text) {
        return text;
    }

    default Stream<TftpWay> tftpWays() {
        return Stream.of(Way.PASSIVE_IPV4, Way.PASSIVE_IPV6)
                .flatMap(network -> Stream.of(
                        new TftpWay(network, false, false),
                        new TftpWay(network, false, true),
                        new TftpWay(network, true, false),
                        new TftpWay(network, true, true)));
    }

    @ParameterizedTest
    @MethodSource("tftpWays")
    default void getsAFile(TftpWay way, Gateway gateway) throws IOException {
        Visit visit = gateway.visit(way.network());
        Path there = make(visit.remote("there"), way);

        get(visit, way, visit.directory() + "/there", "here");

        if (way.text()) {
            Path expected = Files.writeString(visit.local("expected"), received(Files.readString(there)));
            visit.assertSame(expected, visit.local("here"));
        } else {
            visit.assertSame(there, visit.local("here"));
        }
        visit.assertAuditedByTftp("download", "there", Files.size(there), notes(way));
    }

    @ParameterizedTest
    @MethodSource("tftpWays")
    default void putsAFile(TftpWay way, Gateway gateway) throws IOException {
        Visit visit = gateway.visit(way.network());
        Path here = make(visit.local("here"), way);

        put(visit, way, "here", visit.directory() + "/there");

        visit.assertSame(here, visit.remote("there"));
        visit.assertAuditedByTftp("upload", "there", Files.size(here), notes(way));
    }

    @Test
    default void putsOverAFile(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeLocal("here", 1_000);
        visit.makeRemote("there", 5_000);

        put(visit, TftpWay.PLAIN, "here", visit.directory() + "/there");

        visit.assertSame(visit.local("here"), visit.remote("there"));
    }

    /** Its last block is an empty one. */
    @Test
    default void carriesAFileOfFullBlocksBothWays(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeLocal("here", 16 * 512);

        put(visit, TftpWay.PLAIN, "here", visit.directory() + "/there");
        get(visit, TftpWay.PLAIN, visit.directory() + "/there", "back");

        visit.assertSame(visit.local("here"), visit.remote("there"));
        visit.assertSame(visit.local("here"), visit.local("back"));
    }

    private Map<String, String> notes(TftpWay way) {
        Map<String, String> notes = new HashMap<>(way.options() ? granted() : Map.of());
        notes.put("mode", way.mode());
        return notes;
    }

    private static Path make(Path path, TftpWay way) throws IOException {
        if (way.text()) {
            return Files.writeString(
                    path,
                    IntStream.range(0, 3000)
                            .mapToObj(line -> "x".repeat(line % 80) + "\n")
                            .collect(Collectors.joining("", "", "last without an end")));
        }
        byte[] content = new byte[300_001];
        new Random(20261120).nextBytes(content);
        return Files.write(path, content);
    }
}
