package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.StorageActions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3KeysTest {
    private static final String DIRECTORY = "files/d/";

    private final S3Keys keys = S3Keys.of("files/");

    @Test
    void writesPathsBelowThePrefix() {
        assertThat(keys.file(VirtualPath.parse("/d/a b"))).isEqualTo("files/d/a b");
        assertThat(keys.directory(VirtualPath.parse("/d"))).isEqualTo(DIRECTORY);
        assertThat(keys.directory(VirtualPath.ROOT)).isEqualTo("files/");
        assertThat(keys.below(VirtualPath.parse("/d")).file(VirtualPath.parse("/a")))
                .isEqualTo("files/d/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00fc", "\ud83d\ude00", "\udbff\ude41", " ", "a\\b%20+"})
    void readsBackEveryName(String name) {
        String key = keys.file(VirtualPath.parse("/d").child(name));
        assertThat(keys.name(DIRECTORY, key)).isEqualTo(name);
        assertThat(key.codePoints()).as("valid Unicode").noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    @Test
    void readsBackBytesThatAreNotUtf8() {
        String name = NameCodec.decode(new byte[] {'a', (byte) 0xFF, (byte) 0xE4});
        String key = keys.file(VirtualPath.parse("/d").child(name));
        assertThat(key.codePoints()).as("valid Unicode").noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
        assertThat(keys.name(DIRECTORY, key)).isEqualTo(name);
    }

    /** A character of the block that stands for bytes, written by somebody else for bytes that are valid UTF-8. */
    @Test
    void showsNoKeyWhoseNameHasAnother() {
        assertThat(keys.name(DIRECTORY, DIRECTORY + new StringBuilder().appendCodePoint(0x10FE00 + 'a')))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", ".", "..", "a\nb", "\u0001"})
    void showsNoKeyThatNobodyCouldName(String rest) {
        assertThat(keys.name(DIRECTORY, DIRECTORY + rest)).isNull();
    }

    @Test
    void hidesItsOwnAtTheTopOnly() {
        assertThat(keys.name("files/", "files/.filegate-tmp/")).isNull();
        assertThat(keys.isHidden(VirtualPath.parse("/.filegate-tmp/partial"))).isTrue();
        assertThat(keys.isHidden(VirtualPath.parse("/d/.filegate-tmp"))).isFalse();
    }

    @Test
    void refusesPathsThatAreTooLongForS3() {
        VirtualPath path = VirtualPath.ROOT;
        for (int i = 0; i < 5; i++) {
            path = path.child("x".repeat(250));
        }
        VirtualPath tooLong = path;
        StorageActions.assertFails(Failure.INVALID_NAME, () -> keys.file(tooLong));
    }
}
