package dev.filegate.ftp.conversation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A conversation written down: settings, what the client says, what the server answers. */
record Script(String name, List<Line> lines) {
    static Script read(Path file) {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Script parse(String name, String text) {
        List<Line> lines = new ArrayList<>();
        List<String> written = text.lines().toList();
        for (int i = 0; i < written.size(); i++) {
            String line = written.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(Line.parse(i + 1, line));
            }
        }
        return new Script(name, lines);
    }

    List<Line> settings() {
        return lines.stream().filter(line -> line.kind() == Line.Kind.SETTING).toList();
    }

    List<Line> steps() {
        return lines.stream().filter(line -> line.kind() != Line.Kind.SETTING).toList();
    }
}
