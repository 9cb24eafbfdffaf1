package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.CREATE_NEW;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.append;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.content;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several uploads at once, and a tree that changes under an upload. */
public interface UploadRaceContract extends StorageUnderTest {
    @Test
    default void theLastCommitWins() {
        try (WritableFile first = storage().openForWrite(path("/a"), REPLACE);
                WritableFile second = storageOfAnotherOwner().openForWrite(path("/a"), REPLACE)) {
            append(first, "first");
            append(second, "second");
            second.commit();
            assertThat(text(storage(), "/a")).isEqualTo("second");
            first.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("first");
        assertThat(names(storage(), "/")).containsExactly("a");
    }

    @Test
    default void twoUploadsOfOneAccountDoNotMix() {
        try (WritableFile first = storage().openForWrite(path("/a"), REPLACE);
                WritableFile second = storage().openForWrite(path("/a"), REPLACE)) {
            append(first, "first");
            append(second, "2");
            append(first, " one");
            first.commit();
            assertThat(text(storage(), "/a")).isEqualTo("first one");
            second.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("2");
        storage().deleteFile(path("/a"));
        StorageActions.assertMissing(storage(), "/a");
    }

    @Test
    default void anAbortedUploadDoesNotDisturbTheOther() {
        try (WritableFile first = storage().openForWrite(path("/a"), REPLACE)) {
            append(first, "first");
            StorageActions.abort(storage(), "/a", REPLACE, "2");
            first.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("first");
    }

    @Test
    default void createNewRefusesAtTheCommitWhatCameMeanwhile() {
        try (WritableFile file = storage().openForWrite(path("/a"), CREATE_NEW)) {
            append(file, "late");
            put(storageOfAnotherOwner(), "/a", "early");
            assertFails(Failure.ALREADY_EXISTS, file::commit);
        }
        assertThat(text(storage(), "/a")).isEqualTo("early");
        assertThat(names(storage(), "/")).containsExactly("a");
    }

    @Test
    default void ofManyWhoCreateAtOnceOneSucceeds() throws Exception {
        int contenders = 8;
        CyclicBarrier start = new CyclicBarrier(contenders);
        List<Future<Boolean>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < contenders; i++) {
                String mine = "content " + i;
                results.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return created(mine);
                }));
            }
        }
        assertThat(results.stream().filter(UploadRaceContract::succeeded)).hasSize(1);
        assertThat(text(storage(), "/a")).matches("content [0-7]");
    }

    private boolean created(String text) {
        try (WritableFile file = storage().openForWrite(path("/a"), CREATE_NEW)) {
            append(file, text);
            file.commit();
            return true;
        } catch (GatewayException refused) {
            assertThat(refused.failure()).isEqualTo(Failure.ALREADY_EXISTS);
            return false;
        }
    }

    private static boolean succeeded(Future<Boolean> result) {
        try {
            return result.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void aReaderSeesOneVersionWhileManyAreCommitted() throws Exception {
        put(storage(), "/a", "x".repeat(50_000));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    put(storage(), "/a", Character.toString('a' + i % 20).repeat(50_000 + i));
                }
            });
            do {
                byte[] seen = content(storage(), "/a");
                assertThat(seen).containsOnly(seen[0]);
            } while (!writer.isDone());
            writer.get();
        }
    }

    @Test
    default void refusesTheCommitWhenADirectoryTookThePlace() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            append(file, "x");
            storage().createDirectory(path("/a"));
            assertFails(Failure.IS_A_DIRECTORY, file::commit);
        }
        assertThat(stat(storage(), "/a").isDirectory()).isTrue();
    }

    @Test
    default void refusesTheCommitWhenTheDirectoryIsGone() {
        storage().createDirectory(path("/d"));
        try (WritableFile file = storage().openForWrite(path("/d/a"), REPLACE)) {
            append(file, "x");
            storage().deleteDirectory(path("/d"));
            assertFails(Failure.NOT_FOUND, file::commit);
        }
        assertThat(names(storage(), "/")).isEmpty();
    }

    @Test
    default void aFileDeletedDuringItsReplacementIsThereAfterTheCommit() {
        put(storage(), "/a", "old");
        try (WritableFile file = storage().openForWrite(path("/a"), StorageActions.APPEND)) {
            storage().deleteFile(path("/a"));
            file.write(java.nio.ByteBuffer.wrap(bytes(" new")), file.position());
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("old new");
    }
}
