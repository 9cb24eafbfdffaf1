package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.ftp.listing.Fact;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettingCommandsTest {
    private final Handled handled = Handled.alice();

    @AfterEach
    void close() {
        handled.close();
    }

    @Test
    void knowsTwoTypes() {
        for (String line : new String[] {"TYPE A", "TYPE a n", "TYPE A N"}) {
            handled.expect(200, line);
            assertThat(handled.session().settings().type()).isEqualTo(TransferSettings.Type.ASCII);
        }
        assertThat(handled.core().notes()).containsEntry("type", "a");
        for (String line : new String[] {"TYPE I", "TYPE L 8", "type i"}) {
            handled.expect(200, line);
            assertThat(handled.session().settings().type()).isEqualTo(TransferSettings.Type.IMAGE);
        }
        assertThat(handled.core().notes()).containsEntry("type", "b");
        for (String line :
                new String[] {"TYPE E", "TYPE E N", "TYPE A T", "TYPE A C", "TYPE L 7", "TYPE L", "TYPE L 36"}) {
            handled.expect(504, line);
        }
        handled.expect(501, "TYPE X");
        handled.expect(501, "TYPE");
    }

    @Test
    void knowsTwoModesAndOneStructure() {
        handled.expect(200, "MODE Z");
        handled.expect(200, "MODE s");
        handled.expect(504, "MODE B");
        handled.expect(504, "MODE C");
        handled.expect(501, "MODE X");
        handled.expect(200, "STRU F");
        handled.expect(504, "STRU R");
        handled.expect(504, "STRU P");
        handled.expect(501, "STRU X");
    }

    @Test
    void hasOptionsForSomeVerbs() {
        handled.expect(200, "OPTS UTF8 ON");
        handled.expect(200, "opts utf8 on");
        handled.expect(200, "OPTS UTF-8");
        handled.expect(504, "OPTS UTF8 OFF");
        handled.expect(501, "OPTS UTF8 PERHAPS");
        assertThat(handled.expect(200, "OPTS MLST size;unknown;Type;")).containsExactly("MLST OPTS type;size;");
        assertThat(handled.session().facts()).containsExactly(Fact.TYPE, Fact.SIZE);
        assertThat(handled.expect(200, "OPTS MLST")).containsExactly("MLST OPTS");
        assertThat(handled.expect(200, "OPTS HASH")).containsExactly("SHA-256");
        assertThat(handled.expect(200, "OPTS HASH md5")).containsExactly("MD5");
        handled.expect(501, "OPTS HASH ROT13");
        assertThat(handled.expect(200, "OPTS MODE Z LEVEL 9")).containsExactly("MODE Z LEVEL 9");
        handled.expect(501, "OPTS MODE Z LEVEL 10");
        handled.expect(501, "OPTS MODE S");
        handled.expect(501, "OPTS RETR x");
        handled.expect(501, "OPTS");
    }
}
