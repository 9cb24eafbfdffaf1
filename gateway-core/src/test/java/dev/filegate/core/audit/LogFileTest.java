package dev.filegate.core.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    private Path directory;

    private static void write(LogFile file, String line) throws IOException {
        file.append(line.getBytes(US_ASCII));
        file.flush();
    }

    @Test
    void createsTheFileForTheOwnerAndTheGroup() throws IOException {
        Path path = directory.resolve("log");
        try (LogFile file = LogFile.open(path)) {
            write(file, "one\n");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void addsToWhatIsThere() throws IOException {
        Path path = directory.resolve("log");
        Files.writeString(path, "before\n");
        try (LogFile file = LogFile.open(path)) {
            file.append("one\n".getBytes(US_ASCII));
        }
        assertThat(path).hasContent("before\none\n");
    }

    @Test
    void goesOnInANewFileWhenTheOldOneWasRenamedOrDeleted() throws IOException {
        Path path = directory.resolve("log");
        try (LogFile file = LogFile.open(path)) {
            write(file, "one\n");
            Files.move(path, directory.resolve("log.1"));
            write(file, "two\n");
            Files.delete(path);
            write(file, "three\n");
        }
        assertThat(directory.resolve("log.1")).hasContent("one\n");
        assertThat(path).hasContent("three\n");
    }

    @Test
    void aMissingDirectoryIsFoundOutAtTheStart() {
        assertThatIOException().isThrownBy(() -> LogFile.open(directory.resolve("missing/log")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskLosesOnlyWhatWasBuffered() throws IOException {
        Path path = directory.resolve("log");
        Files.createSymbolicLink(path, Path.of("/dev/full"));
        try (LogFile file = LogFile.open(path)) {
            assertThatIOException().isThrownBy(() -> write(file, "lost\n"));
            Files.delete(path);
            write(file, "kept\n");
        }
        assertThat(path).hasContent("kept\n");
    }
}
