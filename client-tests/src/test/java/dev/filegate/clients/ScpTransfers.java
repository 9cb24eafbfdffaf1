package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** What people do with OpenSSH's scp, whichever of its two protocols it speaks. */
interface ScpTransfers extends OverSsh, Uploads, Downloads, UploadsTrees, DownloadsTrees {
    /** The option that chooses the protocol. */
    String protocol();

    @Override
    default void upload(Visit visit, String local, String remote) {
        scp(visit, "", Shell.word("./" + local), remote(visit, remote));
    }

    @Override
    default void download(Visit visit, String remote, String local) {
        scp(visit, "", remote(visit, remote), Shell.word("./" + local));
    }

    @Override
    default void uploadTree(Visit visit, String name) {
        scp(visit, "-r", name, remote(visit, ""));
    }

    @Override
    default void downloadTree(Visit visit, String name) {
        scp(visit, "-r", remote(visit, name), ".");
    }

    @Test
    default void keepsTimesAndModes(Gateway gateway) throws IOException {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        Path here = visit.makeLocal("tree/here", 1_000);
        Files.setPosixFilePermissions(here, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setLastModifiedTime(here, FileTime.fromMillis(1_000_000_000_000L));

        scp(visit, "-pr", "tree", remote(visit, ""));
        scp(visit, "-pr", remote(visit, "tree"), "back");

        for (Path copy : new Path[] {visit.remote("tree/here"), visit.local("back/here")}) {
            assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
            assertThat(Files.getLastModifiedTime(copy).toMillis()).isEqualTo(1_000_000_000_000L);
        }
    }

    @Test
    default void findsFilesByPatterns(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        for (String name : new String[] {"a1.txt", "a 2.txt", "b1.txt", ".a3.txt"}) {
            visit.makeRemote(name, 10);
        }

        scp(visit, "", OpenSsh.HOST + ":" + visit.directory() + "/a*.txt", ".");

        assertThat(visit.local("a1.txt")).exists();
        assertThat(visit.local("a 2.txt")).exists();
        assertThat(visit.local("b1.txt")).doesNotExist();
        assertThat(visit.local(".a3.txt")).doesNotExist();
    }

    @Test
    default void copiesManyFilesIntoADirectory(Gateway gateway) throws IOException {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        for (int i = 0; i < 200; i++) {
            visit.makeLocal("many/" + i, i);
        }
        Files.createDirectory(visit.remote("many"));

        scp(visit, "", "many/*", remote(visit, "many/"));

        for (int i = 0; i < 200; i++) {
            visit.assertSame(visit.local("many/" + i), visit.remote("many/" + i));
        }
    }

    @Test
    default void copiesFromTheGatewayToTheGateway(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeRemote("one", 100_000);

        scp(visit, "-3", remote(visit, "one"), remote(visit, "two"));

        visit.assertSame(visit.remote("one"), visit.remote("two"));
    }

    @Test
    default void failsForWhatIsNotThere(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeLocal("here", 10);

        assertThat(visit.shell()
                        .run(command(visit, "", remote(visit, "none"), "."))
                        .exitCode())
                .isNotZero();
        assertThat(visit.shell()
                        .run(command(visit, "", "here", remote(visit, "no/such/directory")))
                        .exitCode())
                .isNotZero();
    }

    private void scp(Visit visit, String options, String from, String to) {
        visit.run(command(visit, options, from, to));
    }

    private String command(Visit visit, String options, String from, String to) {
        return OpenSsh.settings(visit) + "scp $options " + protocol() + " " + options + " -- " + from + " " + to + "\n";
    }

    /** A word that stays one through the local shell and, in the old protocol, through what the other side takes for one. */
    String remote(Visit visit, String name);
}
