package dev.filegate.storage.local;

import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.content;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.resumeAt;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of uploads, then a restart. */
class KilledUploadTest {
    @TempDir
    Path root;

    @Test
    void whatArrivedBeforeTheKillIsResumedAndTheOldFileIsWhole() throws Exception {
        try (LocalBackend before = LocalBackend.open("disk", LocalConfig.of(root))) {
            put(before.tree(VirtualPath.parse("/home/me"), "me"), "/old", "the old one");
        }
        Process gateway = start();
        try (BufferedReader output = gateway.inputReader()) {
            assertThat(output.readLine()).isEqualTo("uploading");
            assertThatThrownBy(() -> LocalBackend.open("disk", LocalConfig.of(root)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another gateway");
        } finally {
            gateway.destroyForcibly().waitFor();
        }
        try (LocalBackend after = LocalBackend.open("disk", LocalConfig.of(root))) {
            Storage storage = after.tree(VirtualPath.parse("/home/me"), "me");
            assertThat(names(storage, "/")).containsExactly("old");
            assertThat(text(storage, "/old")).isEqualTo("the old one");
            assertMissing(storage, "/gap");
            assertMissing(after.tree(VirtualPath.parse("/home/me"), "somebody else"), "/fresh");
            assertThat(stat(storage, "/fresh").partial()).isTrue();
            assertThat(stat(storage, "/fresh").size()).isEqualTo(UploadsUntilKilled.BYTES);

            write(storage, "/fresh", resumeAt(UploadsUntilKilled.BYTES), bytes("the rest"));
            byte[] whole = content(storage, "/fresh");
            assertThat(Arrays.copyOf(whole, UploadsUntilKilled.BYTES)).isEqualTo(UploadsUntilKilled.content());
            assertThat(whole).endsWith(bytes("the rest"));
        }
        assertNothingLeft();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UploadsUntilKilled.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> left = Files.list(root.resolve(HiddenNames.PREFIX))) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactly("lock");
        }
    }
}
