package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which an account proves who it is. */
final class ProofOptions {
    private static final int LONGEST_PASSWORD = 4096;

    @Option(
            names = "--password-stdin",
            description =
                    "Reads the password, or a {bcrypt}, {argon2id} or {crypt} hash, from the first line of standard input.")
    boolean passwordStdin;

    @Option(names = "--no-password", description = "Takes the password away.")
    boolean noPassword;

    @Option(
            names = "--authorized-key",
            paramLabel = "FILE",
            description =
                    "Public keys, as in OpenSSH's authorized_keys. May be given several times; replaces those there are.")
    List<Path> authorizedKeys = new ArrayList<>();

    @Option(
            names = "--principal",
            paramLabel = "NAME",
            description = "A name in user certificates that it answers to. May be given several times.")
    List<String> principals = new ArrayList<>();

    @Option(
            names = "--authentication",
            paramLabel = "METHOD+METHOD",
            description = "Proofs that are demanded, in order: public_key+password. May be given several times.")
    List<String> authentication = new ArrayList<>();

    @Option(names = "--group", paramLabel = "G", description = "A group it belongs to. May be given several times.")
    List<String> groups = new ArrayList<>();

    @Option(
            names = "--disabled",
            arity = "0..1",
            fallbackValue = "true",
            description = "May not log in: true or false.")
    @Nullable
    Boolean disabled;

    ProofOptions() {}

    /** Adds what is given to a document. */
    void addTo(ObjectNode document, InputStream input) {
        if (passwordStdin && noPassword) {
            throw CommandFailure.misused("--password-stdin and --no-password exclude each other");
        }
        if (passwordStdin) {
            document.put("password", firstLine(input));
        }
        if (noPassword) {
            document.putNull("password");
        }
        if (!authorizedKeys.isEmpty()) {
            ArrayNode keys = document.putArray("authorized_keys");
            authorizedKeys.forEach(file -> keys(file).forEach(keys::add));
        }
        list(document, "principals", principals);
        list(document, "groups", groups);
        if (!authentication.isEmpty()) {
            ArrayNode ways = document.putArray("authentication");
            for (String way : authentication) {
                if (!way.isEmpty()) {
                    ArrayNode methods = ways.addArray();
                    List.of(way.split("\\+", -1)).forEach(methods::add);
                }
            }
        }
        if (disabled != null) {
            document.put("disabled", disabled);
        }
    }

    /** {@code --group=} takes all of them away. */
    private static void list(ObjectNode document, String field, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode items = document.putArray(field);
            values.stream().filter(value -> !value.isEmpty()).forEach(items::add);
        }
    }

    private static List<String> keys(Path file) {
        if (file.toString().isEmpty()) {
            return List.of();
        }
        try {
            List<String> keys = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (keys.isEmpty()) {
                throw CommandFailure.misused("--authorized-key: \"" + file + "\" holds no key");
            }
            return keys;
        } catch (IOException e) {
            throw CommandFailure.misused("--authorized-key: \"" + file + "\" cannot be read");
        }
    }

    private static String firstLine(InputStream input) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int c = input.read(); c >= 0 && c != '\n'; c = input.read()) {
                if (line.size() >= LONGEST_PASSWORD) {
                    throw CommandFailure.misused("--password-stdin: the line is too long");
                }
                line.write(c);
            }
        } catch (IOException e) {
            throw CommandFailure.misused("--password-stdin: standard input cannot be read");
        }
        String password = line.toString(StandardCharsets.UTF_8);
        String bare = password.endsWith("\r") ? password.substring(0, password.length() - 1) : password;
        if (bare.isEmpty()) {
            throw CommandFailure.misused(
                    "--password-stdin: standard input begins with an empty line, or holds nothing");
        }
        return bare;
    }
}
