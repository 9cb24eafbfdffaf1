package dev.filegate.sftp.scp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static List<String> words(String line) {
        return CommandLine.words(line).orElseThrow();
    }

    @Test
    void cutsAtBlanksOutsideQuotes() {
        assertThat(words("  scp  -t\t/a ")).containsExactly("scp", "-t", "/a");
        assertThat(words("scp 'a b' \"c d\" e\\ f ''")).containsExactly("scp", "a b", "c d", "e f", "");
        assertThat(words("a'b'\"c\"d")).containsExactly("abcd");
    }

    @Test
    void marksWhatIsMeantLiterally() {
        assertThat(words("*.txt '*.txt' \\*.txt \"[a]\" '~' ~"))
                .containsExactly("*.txt", "\\*.txt", "\\*.txt", "\\[a\\]", "\\~", "~");
        assertThat(words("'it'\\''s' 'a;b|c$d`e' \"\\$x\"")).containsExactly("it's", "a;b|c$d`e", "$x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a; b",
                "a & b",
                "a | b",
                "a > b",
                "a < b",
                "a $b",
                "a `b`",
                "a $(b)",
                "(a)",
                "a\nb",
                "a \"$b\"",
                "a \"`b`\"",
                "a 'b",
                "a \"b",
                "a\\"
            })
    void hasNoWordsForWhatOnlyAShellUnderstands(String line) {
        assertThat(CommandLine.words(line)).isEmpty();
    }

    @Test
    void understandsTheOptionsOfScp() {
        assertThat(ScpCommand.parse(words("scp -v -r -p -d -t -- /a")))
                .contains(new ScpCommand(true, true, true, true, List.of("/a")));
        assertThat(ScpCommand.parse(words("scp -fr a b")))
                .contains(new ScpCommand(false, true, false, false, List.of("a", "b")));
        assertThat(ScpCommand.parse(words("scp -t -- -odd")))
                .contains(new ScpCommand(true, false, false, false, List.of("-odd")));
        assertThat(ScpCommand.parse(words("scp -t a b"))).isEmpty();
        assertThat(ScpCommand.parse(words("scp -t"))).isEmpty();
        assertThat(ScpCommand.parse(words("scp a b"))).isEmpty();
        assertThat(ScpCommand.parse(words("scp -t -f a"))).isEmpty();
        assertThat(ScpCommand.parse(words("scp -S sh -t a"))).isEmpty();
        assertThat(ScpCommand.parse(words("/usr/bin/scp -t a"))).isEmpty();
    }

    private static List<String> expand(String word) {
        MemoryStorage storage = MemoryStorage.empty();
        for (String directory : List.of("/d", "/d/e", "/.hidden")) {
            storage.createDirectory(VirtualPath.parse(directory));
        }
        for (String file : List.of("/a.txt", "/b.txt", "/c.bin", "/d/x.txt", "/d/e/y.txt", "/[a].txt", "/.dot.txt")) {
            try (WritableFile upload = storage.openForWrite(VirtualPath.parse(file), new WriteMode.Replace())) {
                upload.commit();
            }
        }
        return Wildcards.expand(storage, word).stream()
                .map(VirtualPath::toString)
                .toList();
    }

    @Test
    void expandsWildcardsAsAShellDoes() {
        assertThat(expand("*.txt")).containsExactly("/[a].txt", "/a.txt", "/b.txt");
        assertThat(expand("/?.txt")).containsExactly("/a.txt", "/b.txt");
        assertThat(expand("[!a].txt")).containsExactly("/b.txt");
        assertThat(expand("[ab].*")).containsExactly("/a.txt", "/b.txt");
        assertThat(expand("*/*.txt")).containsExactly("/d/x.txt");
        assertThat(expand("d/*/y.txt")).containsExactly("/d/e/y.txt");
        assertThat(expand(".*.txt")).containsExactly("/.dot.txt");
        assertThat(expand("d/../*.bin")).containsExactly("/c.bin");
    }

    @Test
    void takesWordsWithoutWildcardsOrMatchesAsTheyAre() {
        assertThat(expand("\\[a\\].txt")).containsExactly("/[a].txt");
        assertThat(expand("none*")).containsExactly("/none*");
        assertThat(expand("~")).containsExactly("/");
        assertThat(expand("~/a.txt")).containsExactly("/a.txt");
        assertThat(expand("a.txt")).containsExactly("/a.txt");
        assertThat(expand("[a")).containsExactly("/[a");
        assertThat(expand("../../a.txt")).containsExactly("/a.txt");
    }
}
