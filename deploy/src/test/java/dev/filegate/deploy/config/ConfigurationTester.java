package dev.filegate.deploy.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Gives a configuration from texts and reads it; nothing of the machine's own environment gets in. */
final class ConfigurationTester {
    private final Path directory;
    private final List<Path> files = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();
    private StartMode mode = StartMode.SERVE;

    ConfigurationTester(Path directory) {
        this.directory = directory;
        properties.setProperty("filegate.home", directory.resolve("home").toString());
    }

    /** Adds a file, named {@code 1.yaml}, {@code 2.yaml} and so on. */
    ConfigurationTester file(String yaml) {
        try {
            Path file = directory.resolve((files.size() + 1) + ".yaml");
            files.add(Files.writeString(file, yaml));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigurationTester path(Path file) {
        files.add(file);
        return this;
    }

    ConfigurationTester variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ConfigurationTester property(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    ConfigurationTester withoutProperty(String name) {
        properties.remove(name);
        return this;
    }

    ConfigurationTester quickstart() {
        mode = StartMode.QUICKSTART;
        return this;
    }

    GatewayConfiguration read() {
        try {
            return ConfigurationReader.read(mode, files, environment, properties);
        } catch (ConfigurationException e) {
            throw new AssertionError("unexpected: " + e.getMessage(), e);
        }
    }

    /** The problems, each as a line without the directory of the test; empty when there are none. */
    List<String> problems() {
        try {
            ConfigurationReader.read(mode, files, environment, properties);
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream()
                    .map(problem -> problem.toString().replace(directory + "/", ""))
                    .toList();
        }
    }
}
