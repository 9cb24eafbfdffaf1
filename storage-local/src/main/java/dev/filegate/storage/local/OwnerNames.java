package dev.filegate.storage.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of numeric owners or groups, from a file in the format of passwd(5) or group(5). Read again after a minute. Bounded: the first
 * {@value #MAX_NAMES} lines. Names that only a directory service knows are shown as numbers: asking it could take as long as a network.
 */
final class OwnerNames {
    private static final int MAX_NAMES = 20_000;
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Path file;
    private final InstantSource clock;
    private volatile Snapshot snapshot = new Snapshot(Long.MIN_VALUE, Map.of());

    private record Snapshot(long validUntilMillis, Map<Integer, String> names) {}

    OwnerNames(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** The name, or the number as text. */
    String name(int number) {
        Snapshot current = snapshot;
        long now = clock.millis();
        if (now >= current.validUntilMillis()) {
            current = new Snapshot(now + FRESH.toMillis(), read());
            snapshot = current;
        }
        String name = current.names().get(number);
        return name == null ? Integer.toUnsignedString(number) : name;
    }

    private Map<Integer, String> read() {
        Map<Integer, String> names = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = lines.readLine();
            for (int i = 0; i < MAX_NAMES && line != null; i++) {
                add(names, line);
                line = lines.readLine();
            }
        } catch (IOException _) {
            return Map.of(); // a container without the file: numbers are shown
        }
        return names;
    }

    private static void add(Map<Integer, String> names, String line) {
        String[] fields = line.split(":", 4);
        if (fields.length == 4 && !fields[0].isEmpty() && fields[2].matches("\\d{1,9}")) {
            names.putIfAbsent(Integer.valueOf(fields[2]), fields[0]);
        }
    }
}
