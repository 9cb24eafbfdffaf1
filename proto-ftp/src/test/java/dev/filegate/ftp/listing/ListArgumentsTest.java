package dev.filegate.ftp.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.ftp.listing.ListArguments.Option;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListArgumentsTest {
    @Test
    void readsOptionsTogetherAndOneByOne() {
        assertParses("", "");
        assertParses("-la", "", Option.LONG, Option.ALL);
        assertParses("-l -a -R", "", Option.LONG, Option.ALL, Option.RECURSIVE);
        assertParses("-latrS dir", "dir", Option.LONG, Option.ALL, Option.BY_TIME, Option.REVERSED, Option.BY_SIZE);
        assertParses("-A1dFLh", "", Option.ALMOST_ALL, Option.DIRECTORY, Option.CLASSIFIED, Option.FOLLOWED);
    }

    @Test
    void ignoresOptionsNobodyKnows() {
        assertParses("-zlQ dir", "dir", Option.LONG);
        assertParses("--help -a", "", Option.ALL);
    }

    @Test
    void keepsSpacesThatBelongToNames() {
        assertParses("a name with spaces", "a name with spaces");
        assertParses("-l a name", "a name", Option.LONG);
        assertParses("-l   dir", "dir", Option.LONG);
        assertParses(" leading", " leading");
        assertThat(ListArguments.parse("-l  two", Set.of(" two")::contains).path())
                .isEqualTo(" two");
    }

    @Test
    void endsOptionsWithTwoDashes() {
        assertParses("-l -- -a", "-a", Option.LONG);
        assertParses("--", "");
        assertParses("-- -- x", "-- x");
    }

    @Test
    void takesDashesForNamesWhenTheyAreNames() {
        assertThat(ListArguments.parse("-foo", Set.of("-foo")::contains))
                .isEqualTo(new ListArguments(Set.of(), "-foo"));
        assertThat(ListArguments.parse("-la -foo bar", Set.of("-foo bar")::contains))
                .isEqualTo(new ListArguments(Set.of(Option.LONG, Option.ALL), "-foo bar"));
        assertParses("./-la", "./-la");
        assertParses("-dir/file", "-dir/file");
        assertParses("-", "-");
        assertParses("- x", "- x");
    }

    @Test
    void doesNotLetAFileCalledLikeAnOptionChangeTheOption() {
        assertThat(ListArguments.parse("-la", Set.of("-la")::contains))
                .isEqualTo(new ListArguments(Set.of(Option.LONG, Option.ALL), ""));
    }

    private static void assertParses(String argument, String path, Option... options) {
        assertThat(ListArguments.parse(argument, typed -> false)).isEqualTo(new ListArguments(Set.of(options), path));
    }
}
