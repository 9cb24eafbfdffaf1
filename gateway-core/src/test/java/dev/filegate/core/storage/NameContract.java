package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import org.junit.jupiter.api.Test;

/** Names as real clients send them. */
public interface NameContract extends StorageUnderTest {
    @Test
    default void keepsNamesOf255Bytes() {
        keeps("x".repeat(255));
        keeps("\u00fc".repeat(127) + "y");
        keeps("\ud83d\ude00".repeat(63));
    }

    @Test
    default void refusesNamesOf256Bytes() {
        assertFails(Failure.INVALID_NAME, () -> put(storage(), "/" + "x".repeat(256), ""));
        assertFails(Failure.INVALID_NAME, () -> storage().createDirectory(path("/" + "\u00fc".repeat(128))));
    }

    @Test
    default void keepsNamesOutsideAscii() {
        keeps("gr\u00fc\u00df gott \u65e5\u672c\u8a9e \ud83d\ude00");
    }

    @Test
    default void doesNotNormalise() {
        put(storage(), "/\u00e9", "composed");
        put(storage(), "/e\u0301", "decomposed");
        assertThat(names(storage(), "/")).containsExactly("e\u0301", "\u00e9");
        assertThat(text(storage(), "/\u00e9")).isEqualTo("composed");
    }

    @Test
    default void keepsSpacesDashesAndWhatShellsFear() {
        keeps(" ");
        keeps("  two  spaces  ");
        keeps("-rf");
        keeps("--");
        keeps("a*b?c[d]{e}~$HOME`x`'\"\\;|&<>()#!%+=@^,:");
        keeps("...");
        keeps(".hidden");
    }

    @Test
    default void isCaseSensitive() {
        put(storage(), "/Name", "upper");
        put(storage(), "/name", "lower");
        assertThat(text(storage(), "/Name")).isEqualTo("upper");
        assertThat(names(storage(), "/")).containsExactly("Name", "name");
    }

    @Test
    default void keepsBytesThatAreNotUtf8() {
        keeps(NameCodec.decode(new byte[] {'a', (byte) 0xFF, (byte) 0xE4, 'b'}));
    }

    @Test
    default void refusesControlCharacters() {
        assertFails(Failure.INVALID_NAME, () -> put(storage(), "/a\nb", ""));
        assertFails(Failure.INVALID_NAME, () -> put(storage(), "/a\rb", ""));
        assertFails(Failure.INVALID_NAME, () -> put(storage(), "/a\0b", ""));
        assertFails(Failure.INVALID_NAME, () -> put(storage(), "/a\u007fb", ""));
        assertThat(names(storage(), "/")).isEmpty();
    }

    @Test
    default void goesDeep() {
        VirtualPath deep = VirtualPath.ROOT;
        for (int i = 0; i < 60; i++) {
            deep = deep.child("directory-" + i);
            storage().createDirectory(deep);
        }
        put(storage(), deep + "/f", "deep");
        assertThat(text(storage(), deep + "/f")).isEqualTo("deep");
    }

    private void keeps(String name) {
        VirtualPath directory = VirtualPath.ROOT.child("d");
        storage().createDirectory(directory);
        put(storage(), "/d/" + name, "content");
        assertThat(names(storage(), "/d")).containsExactly(name);
        assertThat(stat(storage(), "/d/" + name).name()).isEqualTo(name);
        assertThat(text(storage(), "/d/" + name)).isEqualTo("content");
        storage().rename(directory.child(name), directory.child("renamed"), RenameMode.NO_REPLACE);
        storage().createDirectory(directory.child(name));
        assertThat(names(storage(), "/d")).containsExactlyInAnyOrder(name, "renamed");
        storage().deleteDirectory(directory.child(name));
        storage().deleteFile(directory.child("renamed"));
        storage().deleteDirectory(directory);
    }
}
