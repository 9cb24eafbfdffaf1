package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTargetTest {
    @ParameterizedTest
    @CsvSource({
        "/, /f, f",
        "/, /, .",
        "/d, /f, ../f",
        "/d, /d/f, f",
        "/d, /d, .",
        "/d/e, /d/x/f, ../x/f",
        "/d/e, /, ../..",
        "/d, f, f",
        "/d, ../f, ../f",
        "/d, ./x/../../f, ./x/../../f"
    })
    void isRelativeToTheDirectoryOfTheLink(String directory, String target, String stored) {
        assertThat(LinkTarget.relative(VirtualPath.parse(directory), target)).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../f", "x/../../../f", "../.."})
    void climbsNotOutOfTheTree(String target) {
        assertFails(Failure.PERMISSION_DENIED, () -> LinkTarget.relative(VirtualPath.parse("/d"), target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "a\nb"})
    void refusesWhatNoPathMayHold(String target) {
        assertFails(Failure.INVALID_NAME, () -> LinkTarget.relative(VirtualPath.parse("/d"), target));
    }
}
