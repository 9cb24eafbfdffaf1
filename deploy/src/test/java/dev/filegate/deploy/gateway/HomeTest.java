package dev.filegate.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path directory;

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void isCreatedForItsOwnerOnlyWithWhatIsAboveIt() throws IOException {
        Path home = directory.resolve("a/b");
        Home.open(home);
        assertThat(mode(home)).isEqualTo("rwx------");
    }

    @Test
    void keepsTheModeOfOneThatIsThere() throws IOException {
        Path home = Files.createDirectory(
                directory.resolve("home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        Home.open(home);
        assertThat(mode(home)).isEqualTo("rwxr-x---");
    }

    @Test
    void aFileIsNoHome() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Home.open(file))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("filegate.home")
                .hasMessageContaining("is not a directory");
    }
}
