package dev.filegate.storage.s3.fault;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines before a body, as they were sent. */
record HttpHead(String start, List<String> fields) {
    private static final int LONGEST = 64 * 1024;

    /** Reads one; empty when the peer has ended the connection before it. */
    static Optional<HttpHead> read(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int total = 0; total < LONGEST; total++) {
            int next = in.read();
            if (next < 0) {
                if (total == 0) {
                    return Optional.empty();
                }
                throw new EOFException("the connection ended within a head");
            }
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            String text = line.toString().stripTrailing();
            line.setLength(0);
            if (!text.isEmpty()) {
                lines.add(text);
            } else if (!lines.isEmpty()) {
                return Optional.of(new HttpHead(lines.getFirst(), List.copyOf(lines.subList(1, lines.size()))));
            }
        }
        throw new IOException("a head of more than " + LONGEST + " bytes");
    }

    /** A word of the first line, counted from 0. */
    String word(int index) {
        return start.split(" ", 3)[index];
    }

    Optional<String> field(String name) {
        return fields.stream()
                .filter(field -> isNamed(field, name))
                .map(field -> field.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** The same without a field, however often it was there. */
    HttpHead without(String name) {
        return new HttpHead(
                start, fields.stream().filter(field -> !isNamed(field, name)).toList());
    }

    HttpHead with(String name, String value) {
        List<String> more = new ArrayList<>(fields);
        more.add(name + ": " + value);
        return new HttpHead(start, List.copyOf(more));
    }

    private static boolean isNamed(String field, String name) {
        return field.length() > name.length()
                && field.charAt(name.length()) == ':'
                && field.regionMatches(true, 0, name, 0, name.length());
    }

    boolean isChunked() {
        return field("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    }

    /** Bytes of the body as announced, or {@code otherwise}. */
    long length(long otherwise) {
        return field("Content-Length").map(Long::parseLong).orElse(otherwise);
    }

    void write(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(start).append("\r\n");
        fields.forEach(field -> text.append(field).append("\r\n"));
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
