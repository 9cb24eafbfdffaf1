package dev.filegate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSpoolTest {
    @TempDir
    Path home;

    private static SpooledEvent event(int number) {
        return new SpooledEvent(number, "logged_out", "alice", "ftp", "s", "", "", "{\"n\":" + number + "}");
    }

    private AuditSpool open(long most) throws IOException {
        return AuditSpool.open(home.resolve("spool"), most);
    }

    private static void write(AuditSpool spool, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            spool.add(event(i));
        }
        spool.flush();
    }

    private static List<Long> drain(AuditSpool spool) throws Exception {
        List<Long> numbers = new ArrayList<>();
        while (true) {
            AuditSpool.Taken taken = spool.take(7, 0);
            if (taken.events().isEmpty()) {
                return numbers;
            }
            taken.events().forEach(found -> numbers.add(found.at()));
            spool.written(taken);
        }
    }

    @Test
    void givesEventsInOrderAndAgainUntilTheyAreWritten() throws Exception {
        try (AuditSpool spool = open(1 << 20)) {
            write(spool, 0, 3);
            assertThat(spool.take(2, 0).events()).containsExactly(event(0), event(1));
            AuditSpool.Taken again = spool.take(2, 0);
            assertThat(again.events()).containsExactly(event(0), event(1));
            spool.written(again);
            AuditSpool.Taken rest = spool.take(2, 0);
            assertThat(rest.position()).isEqualTo(2);
            assertThat(rest.events()).containsExactly(event(2));
        }
    }

    @Test
    void whatIsNotWrittenOutlivesTheProcess() throws Exception {
        try (AuditSpool spool = open(1 << 20)) {
            write(spool, 0, 10);
            spool.written(spool.take(4, 0));
        }
        try (AuditSpool spool = open(1 << 20)) {
            write(spool, 10, 12);
            AuditSpool.Taken first = spool.take(100, 0);
            assertThat(first.position()).isZero();
            assertThat(first.events()).hasSize(10);
            assertThat(drain(spool)).hasSize(12).isSorted();
        }
        assertThat(home.resolve("spool")).isEmptyDirectory();
    }

    /** kill -9 in the middle of a write. */
    @Test
    void halfAnEventAtTheEndIsLeftOut() throws Exception {
        Path left;
        try (AuditSpool spool = open(1 << 20)) {
            write(spool, 0, 3);
            try (var files = Files.list(home.resolve("spool"))) {
                left = files.findFirst().orElseThrow();
            }
        }
        byte[] bytes = Files.readAllBytes(left);
        Files.write(left, Arrays.copyOf(bytes, bytes.length - 5), StandardOpenOption.TRUNCATE_EXISTING);
        try (AuditSpool spool = open(1 << 20)) {
            write(spool, 3, 5);
            assertThat(drain(spool)).containsExactly(0L, 1L, 3L, 4L);
        }
    }

    @Test
    void refusesWhatDoesNotFitAndTakesMoreWhenThereIsRoom() throws Exception {
        try (AuditSpool spool = open(2000)) {
            write(spool, 0, 20);
            assertThatThrownBy(() -> write(spool, 20, 40))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("full");
            assertThat(drain(spool)).hasSize(20);
        }
    }
}
