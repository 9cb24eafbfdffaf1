package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.CREATE_NEW;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.entries;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@link Capability#SYMBOLIC_LINKS}: they work inside the tree and never lead out of it. */
public interface SymbolicLinkContract extends StorageUnderTest {
    /** Whether there are no links here, in which case making and reading one must be refused. */
    private boolean withoutLinks() {
        return lacks(Capability.SYMBOLIC_LINKS, () -> storage().createSymbolicLink(path("/l"), "f"))
                && lacks(Capability.SYMBOLIC_LINKS, () -> storage().readLink(path("/l")));
    }

    @Test
    default void aLinkToAFileReadsAsTheFile() {
        if (withoutLinks()) {
            return;
        }
        put(storage(), "/f", "content");
        link("/l", "f");
        assertThat(text(storage(), "/l")).isEqualTo("content");
        assertThat(stat(storage(), "/l").isFile()).isTrue();
        assertThat(stat(storage(), "/l").name()).isEqualTo("l");
        assertThat(stat(storage(), "/l").size()).isEqualTo(7);
    }

    @Test
    default void aLinkItselfCanBeSeen() {
        if (withoutLinks()) {
            return;
        }
        put(storage(), "/f", "content");
        link("/l", "f");
        FileInfo link = storage().stat(path("/l"), Links.KEEP);
        assertThat(link.isLink()).isTrue();
        assertThat(link.linkTarget()).isEqualTo("f");
        assertThat(entries(storage(), "/"))
                .extracting(FileInfo::type)
                .containsExactly(FileType.FILE, FileType.SYMBOLIC_LINK);
        assertThat(entries(storage(), "/").getLast()).isEqualTo(link);
    }

    @Test
    default void theTimeOfALinkItselfCanBeSet() {
        if (withoutLinks() || !storage().capabilities(VirtualPath.ROOT).contains(Capability.TIMES)) {
            return;
        }
        put(storage(), "/f", "content");
        link("/l", "f");
        Instant before = stat(storage(), "/f").modified();
        Instant time = Instant.ofEpochSecond(1_000_000_000);
        storage()
                .setAttributes(
                        path("/l"), AttributeChange.NONE.withModified(time).ofLink());
        assertThat(storage().stat(path("/l"), Links.KEEP).modified()).isEqualTo(time);
        assertThat(stat(storage(), "/f").modified()).isEqualTo(before);
        storage().setAttributes(path("/l"), AttributeChange.NONE.withModified(time));
        assertThat(stat(storage(), "/f").modified()).isEqualTo(time);
    }

    @Test
    default void aLinkToADirectoryLeadsThere() {
        if (withoutLinks()) {
            return;
        }
        storage().createDirectory(path("/d"));
        put(storage(), "/d/f", "content");
        link("/l", "d");
        assertThat(names(storage(), "/l")).containsExactly("f");
        assertThat(text(storage(), "/l/f")).isEqualTo("content");
        put(storage(), "/l/g", "through the link");
        assertThat(text(storage(), "/d/g")).isEqualTo("through the link");
        storage().createDirectory(path("/l/e"));
        storage().rename(path("/l/g"), path("/l/e/g"), RenameMode.REPLACE);
        storage().deleteFile(path("/l/f"));
        assertThat(names(storage(), "/d")).containsExactly("e");
        assertThat(names(storage(), "/d/e")).containsExactly("g");
    }

    @Test
    default void absoluteTargetsArePathsOfThisTree() {
        if (withoutLinks()) {
            return;
        }
        storage().createDirectory(path("/d"));
        storage().createDirectory(path("/d/e"));
        storage().createDirectory(path("/x"));
        put(storage(), "/d/f", "content");
        link("/d/e/l", "/d/f");
        link("/x/up", "/");
        assertThat(text(storage(), "/d/e/l")).isEqualTo("content");
        assertThat(target("/d/e/l")).isEqualTo(path("/d/f"));
        assertThat(names(storage(), "/x/up")).containsExactly("d", "x");
        link("/d/viaLink", "/x/up/d/f");
        assertThat(text(storage(), "/d/viaLink")).isEqualTo("content");
        storage().createSymbolicLink(path("/x/up/d/e/made"), "/d/f");
        assertThat(text(storage(), "/d/e/made")).isEqualTo("content");
    }

    @Test
    default void relativeTargetsStartAtTheLink() {
        if (withoutLinks()) {
            return;
        }
        storage().createDirectory(path("/d"));
        put(storage(), "/f", "content");
        link("/d/l", "../f");
        assertThat(text(storage(), "/d/l")).isEqualTo("content");
        assertThat(storage().readLink(path("/d/l"))).isEqualTo("../f");
        assertThat(target("/d/l")).isEqualTo(path("/f"));
    }

    @Test
    default void makesNoLinkThatLeadsOut() {
        if (withoutLinks()) {
            return;
        }
        assertFails(Failure.PERMISSION_DENIED, () -> link("/l", "../f"));
        assertFails(Failure.PERMISSION_DENIED, () -> link("/l", "d/../../f"));
        assertThat(names(storage(), "/")).isEmpty();
    }

    @Test
    default void aDanglingLinkIsDescribedItself() {
        if (withoutLinks()) {
            return;
        }
        link("/l", "missing");
        assertThat(stat(storage(), "/l").isLink()).isTrue();
        assertThat(names(storage(), "/")).containsExactly("l");
        assertFails(Failure.NOT_FOUND, () -> storage().openForRead(path("/l")));
        assertFails(Failure.NOT_FOUND, () -> storage().list(path("/l")));
        assertFails(Failure.NOT_FOUND, () -> stat(storage(), "/l/below"));
    }

    @Test
    default void linksThatLeadToEachOtherAreNotFollowedForEver() {
        if (withoutLinks()) {
            return;
        }
        link("/a", "b");
        link("/b", "a");
        assertThat(stat(storage(), "/a").isLink()).isTrue();
        assertFails(Failure.NOT_FOUND, () -> storage().openForRead(path("/a")));
        assertFails(Failure.NOT_FOUND, () -> stat(storage(), "/a/below"));
    }

    @Test
    default void deletingALinkLeavesItsTarget() {
        if (withoutLinks()) {
            return;
        }
        storage().createDirectory(path("/d"));
        put(storage(), "/d/f", "content");
        link("/l", "d");
        assertFails(Failure.NOT_A_DIRECTORY, () -> storage().deleteDirectory(path("/l")));
        storage().deleteFile(path("/l"));
        assertThat(names(storage(), "/")).containsExactly("d");
        assertThat(text(storage(), "/d/f")).isEqualTo("content");
    }

    @Test
    default void renamingMovesTheLinkItself() {
        if (withoutLinks()) {
            return;
        }
        put(storage(), "/f", "content");
        put(storage(), "/other", "replaced");
        link("/l", "f");
        storage().rename(path("/l"), path("/other"), RenameMode.REPLACE);
        assertThat(storage().stat(path("/other"), Links.KEEP).isLink()).isTrue();
        storage().rename(path("/f"), path("/other"), RenameMode.REPLACE);
        assertThat(storage().stat(path("/other"), Links.KEEP).isFile()).isTrue();
        assertThat(names(storage(), "/")).containsExactly("other");
    }

    /** As open(2) does: the link stays a link. */
    @Test
    default void anUploadThroughALinkReplacesItsTarget() {
        if (withoutLinks()) {
            return;
        }
        storage().createDirectory(path("/d"));
        put(storage(), "/d/f", "old");
        link("/l", "d/f");
        put(storage(), "/l", "new");
        write(storage(), "/l", APPEND, bytes(" and more"));
        assertThat(text(storage(), "/d/f")).isEqualTo("new and more");
        assertThat(storage().stat(path("/l"), Links.KEEP).isLink()).isTrue();
        assertThat(names(storage(), "/d")).containsExactly("f");
    }

    @Test
    default void anUploadThroughADanglingLinkMakesItsTarget() {
        if (withoutLinks()) {
            return;
        }
        storage().createDirectory(path("/d"));
        link("/l", "d/new");
        put(storage(), "/l", "content");
        assertThat(text(storage(), "/d/new")).isEqualTo("content");
        assertThat(storage().stat(path("/l"), Links.KEEP).isLink()).isTrue();
    }

    @Test
    default void aLinkIsNotAFreeName() {
        if (withoutLinks()) {
            return;
        }
        link("/l", "missing");
        assertFails(Failure.ALREADY_EXISTS, () -> storage().openForWrite(path("/l"), CREATE_NEW));
        assertFails(Failure.ALREADY_EXISTS, () -> storage().createDirectory(path("/l")));
        assertFails(Failure.ALREADY_EXISTS, () -> link("/l", "other"));
        assertMissing(storage(), "/missing");
    }

    @Test
    default void onlyLinksCanBeReadAsLinks() {
        if (withoutLinks()) {
            return;
        }
        put(storage(), "/f", "x");
        assertFails(Failure.INVALID_NAME, () -> storage().readLink(path("/f")));
        assertFails(Failure.NOT_FOUND, () -> storage().readLink(path("/missing")));
        assertFails(Failure.INVALID_NAME, () -> link("/l", ""));
    }

    @Test
    default void attributesGoToTheTarget() {
        if (withoutLinks()) {
            return;
        }
        put(storage(), "/f", "x");
        link("/l", "f");
        storage().setAttributes(path("/l"), AttributeChange.NONE.withModified(AttributeContract.LONG_AGO));
        assertThat(stat(storage(), "/f").modified().equals(AttributeContract.LONG_AGO))
                .isEqualTo(can(Capability.TIMES));
    }

    private void link(String link, String target) {
        storage().createSymbolicLink(path(link), target);
    }

    private VirtualPath target(String link) {
        return path(link).parent().resolve(storage().readLink(path(link)));
    }
}
