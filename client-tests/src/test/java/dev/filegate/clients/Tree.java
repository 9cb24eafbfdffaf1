package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A small tree of files with odd names, and its fingerprint. */
record Tree(SortedMap<String, String> fingerprint) {

    /** Makes the tree below {@code root}, which must not exist. */
    static Tree grow(Path root) {
        try {
            for (String directory : new String[] {"", "a", "a/b", "a/b/c", "with space", "Übung"}) {
                Files.createDirectories(root.resolve(directory));
                for (int i = 0; i < 3; i++) {
                    Files.writeString(
                            root.resolve(directory).resolve("file " + i + ".txt"),
                            directory + i + "\n".repeat(i * 999));
                }
            }
            return new Tree(fingerprint(root));
        } catch (IOException e) {
            throw new AssertionError("cannot make a tree at " + root, e);
        }
    }

    /** Whether everything is there, and nothing else. */
    void assertCopiedTo(Path root) {
        try {
            assertThat(fingerprint(root)).as("the tree at " + root).isEqualTo(fingerprint);
        } catch (IOException e) {
            throw new AssertionError("cannot read the tree at " + root, e);
        }
    }

    private static SortedMap<String, String> fingerprint(Path root) throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                found.put(root.relativize(path).toString(), Files.isDirectory(path) ? "directory" : Sha256.of(path));
            }
        }
        return found;
    }
}
