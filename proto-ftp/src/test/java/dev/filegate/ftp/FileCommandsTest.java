package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.QuotaUsage;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileCommandsTest {
    private final Handled handled = Handled.alice();

    @AfterEach
    void close() {
        handled.close();
    }

    @Test
    void deletesFilesOnly() {
        handled.put("/f", "x");
        handled.expect(257, "MKD d");
        handled.expect(550, "DELE d");
        handled.expect(250, "DELE f");
        assertThat(handled.exists("/f")).isFalse();
        handled.expect(550, "DELE f");
    }

    @Test
    void renames() {
        handled.put("/a", "content");
        handled.expect(350, "RNFR a");
        handled.expect(250, "RNTO b");
        assertThat(handled.text("/b")).isEqualTo("content");
        assertThat(handled.exists("/a")).isFalse();
    }

    @Test
    void replacesWhatHasTheNewName() {
        handled.put("/a", "new");
        handled.put("/b", "old");
        handled.expect(350, "RNFR a");
        handled.expect(250, "RNTO b");
        assertThat(handled.text("/b")).isEqualTo("new");
    }

    @Test
    void demandsRenamesInOneGo() {
        handled.put("/a", "x");
        handled.expect(503, "RNTO b");
        handled.expect(550, "RNFR missing");
        handled.expect(550, "RNFR /");
        handled.expect(503, "RNTO b");
        handled.expect(350, "RNFR a");
        handled.expect(200, "NOOP");
        handled.expect(250, "RNTO b");
        handled.expect(503, "RNTO c");
        handled.expect(350, "RNFR b");
        handled.expect(257, "PWD");
        handled.expect(503, "RNTO c");
    }

    @Test
    void tellsSizesInTypeIOnly() {
        handled.put("/a", "12345");
        handled.expect(257, "MKD d");
        handled.expect(550, "SIZE a");
        handled.expect(200, "TYPE I");
        assertThat(handled.expect(213, "SIZE a")).containsExactly("5");
        handled.expect(550, "SIZE d");
        handled.expect(550, "SIZE missing");
    }

    @Test
    void tellsSizesInTypeAWhereNothingIsConverted() {
        try (Handled raw = Handled.alice(TestServer.config().withAscii(false))) {
            raw.put("/a", "1\n2\n");
            assertThat(raw.expect(213, "SIZE a")).containsExactly("4");
        }
    }

    @Test
    void tellsAndSetsTimes() {
        handled.put("/a", "x");
        assertThat(handled.expect(213, "MDTM a").getFirst()).matches("[0-9]{14}");
        assertThat(handled.expect(213, "MFMT 20020717210715 a")).containsExactly("Modify=20020717210715; a");
        assertThat(handled.expect(213, "MDTM a")).containsExactly("20020717210715");
        assertThat(handled.expect(213, "MDTM 20101112131415 a")).containsExactly("20101112131415");
        assertThat(modified("/a")).isEqualTo(Instant.parse("2010-11-12T13:14:15Z"));
        handled.expect(200, "SITE UTIME 200102030405 a");
        assertThat(modified("/a")).isEqualTo(Instant.parse("2001-02-03T04:05:00Z"));
        handled.expect(200, "SITE UTIME a 20000101000000 20050607080910 20000101000000 UTC");
        assertThat(modified("/a")).isEqualTo(Instant.parse("2005-06-07T08:09:10Z"));
    }

    @Test
    void refusesTimesThatAreNone() {
        handled.put("/a", "x");
        handled.expect(501, "MFMT 20021301000000 a");
        handled.expect(501, "MFMT 2002 a");
        handled.expect(501, "MFMT 20020101000000");
        handled.expect(501, "SITE UTIME yesterday a");
        handled.expect(550, "MFMT 20020101000000 missing");
        handled.expect(550, "MDTM missing");
        handled.expect(502, "MFCT 20020101000000 a");
    }

    @Test
    void takesAWholeArgumentForANameFirst() {
        handled.put("/20101112131415 a", "x");
        handled.put("/a", "x");
        Instant before = modified("/a");
        handled.expect(213, "MDTM 20101112131415 a");
        assertThat(modified("/a")).isEqualTo(before);
    }

    @Test
    void setsFacts() {
        handled.put("/a", "x");
        assertThat(handled.expect(213, "MFF Modify=20020717210715;UNIX.mode=0600; a"))
                .containsExactly("Modify=20020717210715;UNIX.mode=0600; a");
        assertThat(modified("/a")).isEqualTo(Instant.parse("2002-07-17T21:07:15Z"));
        handled.expect(504, "MFF Create=20020717210715; a");
        handled.expect(501, "MFF a");
    }

    @Test
    void changesModesWhereTheyAreKept() {
        handled.put("/a", "x");
        handled.expect(200, "SITE CHMOD 600 a");
        assertThat(handled.storage().stat(VirtualPath.parse("/a"), Links.FOLLOW).mode())
                .isEqualTo(0600);
        handled.expect(501, "SITE CHMOD 9 a");
        handled.expect(501, "SITE CHMOD a");
        handled.expect(550, "SITE CHMOD 600 missing");
        Set<Capability> none = EnumSet.noneOf(Capability.class);
        try (Handled bare =
                Handled.alice(new MemoryBackend(none, MemoryBackend.ticking()).tree(VirtualPath.ROOT, "alice"))) {
            bare.put("/a", "x");
            bare.expect(202, "SITE CHMOD 600 a");
            bare.expect(202, "SITE UTIME 200102030405 a");
            bare.expect(504, "AVBL");
        }
    }

    @Test
    void tellsTheRoomThatIsLeft() {
        long free = Long.parseLong(handled.expect(213, "AVBL").getFirst());
        assertThat(free).isPositive();
        handled.sessions().quota(new QuotaUsage(10, 110, 0, 0));
        assertThat(handled.expect(213, "AVBL /")).containsExactly("100");
        handled.put("/f", "x");
        handled.expect(550, "AVBL f");
        handled.expect(550, "AVBL missing");
    }

    @Test
    void putsPartsTogether() {
        handled.put("/part 1", "one ");
        handled.put("/p2", "two");
        handled.expect(250, "COMB \"whole file\" \"part 1\" p2");
        assertThat(handled.text("/whole file")).isEqualTo("one two");
        assertThat(handled.exists("/part 1")).isFalse();
        assertThat(handled.exists("/p2")).isFalse();
    }

    @Test
    void addsPartsToWhatIsThere() {
        handled.put("/whole", "zero ");
        handled.put("/p", "one");
        handled.expect(250, "COMB whole p");
        assertThat(handled.text("/whole")).isEqualTo("zero one");
    }

    @Test
    void leavesEverythingWhenAPartIsMissing() {
        handled.put("/p1", "one");
        handled.expect(550, "COMB whole p1 p2");
        assertThat(handled.exists("/whole")).isFalse();
        assertThat(handled.text("/p1")).isEqualTo("one");
        handled.expect(501, "COMB whole");
        handled.expect(501, "COMB p1 p1");
        handled.expect(501, "COMB \"p1 x");
    }

    @Test
    void copiesFiles() {
        handled.put("/a", "content");
        handled.expect(257, "MKD d");
        handled.expect(503, "SITE CPTO b");
        handled.expect(550, "SITE CPFR d");
        handled.expect(350, "SITE CPFR a");
        handled.expect(250, "SITE CPTO b");
        assertThat(handled.text("/b")).isEqualTo("content");
        handled.expect(503, "SITE CPTO c");
    }

    @Test
    void makesSymbolicLinks() {
        handled.put("/target name", "content");
        handled.expect(200, "SITE SYMLINK \"target name\" link name");
        assertThat(handled.text("/link name")).isEqualTo("content");
        handled.expect(501, "SITE SYMLINK x");
        handled.expect(550, "SITE SYMLINK x \"link name\"");
    }

    private Instant modified(String path) {
        return handled.storage().stat(VirtualPath.parse(path), Links.FOLLOW).modified();
    }
}
