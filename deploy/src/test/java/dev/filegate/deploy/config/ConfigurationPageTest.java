package dev.filegate.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void thePageIsMadeFromTheListOfKeys() throws IOException {
        if (Boolean.getBoolean("page.write")) {
            Files.writeString(PAGE, ConfigurationPage.text());
        }
        assertThat(PAGE).content().isEqualTo(ConfigurationPage.text());
    }

    @Test
    void everyKeyIsExplained() {
        assertThat(Keys.ALL.keys()).allSatisfy(key -> assertThat(key.meaning()).endsWith("."));
    }
}
