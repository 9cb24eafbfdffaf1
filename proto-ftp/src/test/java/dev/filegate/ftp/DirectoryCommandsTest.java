package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectoryCommandsTest {
    private final Handled handled = Handled.alice();

    @AfterEach
    void close() {
        handled.close();
    }

    @Test
    void doublesQuotesInPaths() {
        assertThat(handled.expect(257, "MKD a \"b\"").getFirst()).startsWith("\"/a \"\"b\"\"\"");
        handled.expect(250, "CWD a \"b\"");
        assertThat(handled.expect(257, "XPWD").getFirst()).startsWith("\"/a \"\"b\"\"\" ");
    }

    @Test
    void staysAtTheTop() {
        handled.expect(250, "CDUP");
        handled.expect(250, "CWD ../../..");
        assertThat(handled.expect(257, "PWD").getFirst()).startsWith("\"/\" ");
    }

    @Test
    void answersTheWholePathOfANewDirectory() {
        handled.expect(257, "MKD a");
        handled.expect(250, "CWD a");
        assertThat(handled.expect(257, "XMKD b").getFirst()).startsWith("\"/a/b\"");
        handled.expect(250, "XCWD b");
        handled.expect(250, "XCUP");
        assertThat(handled.expect(257, "PWD").getFirst()).startsWith("\"/a\"");
    }

    @Test
    void refusesDirectoriesThatAreNone() {
        handled.put("/file", "x");
        handled.expect(550, "CWD file");
        handled.expect(550, "CWD missing");
        handled.expect(550, "MKD file");
        handled.expect(550, "RMD file");
        handled.expect(550, "RMD missing");
        handled.expect(501, "CWD");
        assertThat(handled.expect(257, "PWD").getFirst()).startsWith("\"/\"");
    }

    @Test
    void removesOnlyEmptyDirectories() {
        handled.expect(257, "MKD d");
        handled.put("/d/f", "x");
        handled.expect(550, "RMD d");
        handled.expect(250, "DELE d/f");
        handled.expect(250, "XRMD d");
        handled.expect(550, "RMD /");
    }

    @Test
    void keepsSpacesAroundNames() {
        handled.expect(257, "MKD  d ");
        assertThat(handled.exists("/ d ")).isTrue();
        handled.expect(550, "CWD d");
        handled.expect(250, "CWD  d ");
    }

    @Test
    void goesHomeByTilde() {
        handled.expect(257, "MKD d");
        handled.expect(250, "CWD d");
        handled.expect(250, "CWD ~");
        assertThat(handled.expect(257, "PWD").getFirst()).startsWith("\"/\"");
        handled.expect(250, "CWD ~/d");
        handled.expect(257, "MKD ~");
        handled.expect(250, "CWD ~");
        assertThat(handled.expect(257, "PWD").getFirst()).startsWith("\"/d/~\"");
    }

    @Test
    void showsADirectorysMessageOnce() {
        handled.expect(257, "MKD d");
        handled.put("/d/.message", "welcome\r\n220 to d\n");
        assertThat(handled.expect(250, "CWD d"))
                .containsExactly("welcome", "220 to d", "\"/d\" is the current directory");
        assertThat(handled.expect(250, "CWD /d")).hasSize(1);
    }

    @Test
    void showsNoMessageOfAnyLength() {
        handled.expect(257, "MKD d");
        handled.put("/d/.message", "x".repeat(5000));
        assertThat(handled.expect(250, "CWD d")).hasSize(1);
    }

    @Test
    void refusesNamesThatCannotBe() {
        handled.expect(553, "MKD " + "x".repeat(256));
        handled.expect(553, "MKD a\u0001b");
        handled.expect(501, "MKD a\0b");
    }

    @Test
    void mountsNothing() {
        handled.expect(502, "SMNT /x");
    }
}
