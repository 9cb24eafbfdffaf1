package dev.filegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void theNewestFormIsThatOfTheLastScript() throws IOException {
        try (var scripts = Files.list(Path.of("src/main/resources/filegate/db"))) {
            assertThat(scripts.map(script -> script.getFileName().toString())
                            .map(name -> name.substring(1, name.indexOf("__")))
                            .max(Comparator.comparing(Integer::valueOf)))
                    .contains(Migrations.NEWEST);
        }
    }
}
