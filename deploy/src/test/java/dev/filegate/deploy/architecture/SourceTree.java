package dev.filegate.deploy.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All modules of the project as they lie on the disk. Modules that this build has not compiled have sources only. */
final class SourceTree {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private SourceTree() {}

    private static List<Path> modules() {
        try (Stream<Path> entries = Files.list(ROOT)) {
            return entries.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The compiled main classes of every module. */
    static List<Path> classes() {
        return modules().stream()
                .map(module -> module.resolve(Path.of("target", "classes")))
                .filter(Files::isDirectory)
                .toList();
    }

    /** The main sources of every module. */
    static List<Path> sources() {
        return modules().stream()
                .map(module -> module.resolve(Path.of("src", "main", "java")))
                .filter(Files::isDirectory)
                .flatMap(directory -> files(directory, ".java").stream())
                .toList();
    }

    static List<Path> files(Path directory, String suffix) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String shown(Path file) {
        return ROOT.relativize(file).toString();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
