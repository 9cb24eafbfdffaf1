package dev.filegate.deploy.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** What this gateway is called among those that share a database: made once, and kept in the home. */
final class NodeName {
    private static final String FILE = "node";

    private NodeName() {}

    /** @throws StartFailure when it can neither be read nor written */
    static String keptIn(Path home) {
        Path file = home.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                Files.writeString(
                        file, UUID.randomUUID() + "\n", StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
            }
            String name = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!name.matches("[A-Za-z0-9.-]{1,64}")) {
                throw new StartFailure(
                        "filegate.home: \"" + file + "\" does not hold a name; delete it", new IOException("damaged"));
            }
            return name;
        } catch (IOException e) {
            throw new StartFailure(
                    "filegate.home: \"" + file + "\" cannot be used: " + e.getMessage() + "; let this user write it",
                    e);
        }
    }
}
