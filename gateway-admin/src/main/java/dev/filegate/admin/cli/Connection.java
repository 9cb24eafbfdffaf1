package dev.filegate.admin.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that talks to a gateway. */
final class Connection {
    /** Files below the gateway's home, which it writes at its start. */
    private static final String TOKEN = "admin.token";

    private static final String URL = "admin.url";
    private static final URI USUAL = URI.create("http://127.0.0.1:8080");
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    /** Null when it was not given, as picocli has it. */
    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The gateway's admin API. Default: what admin.url below its home says, else http://127.0.0.1:8080.")
    @Nullable
    URI url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Holds the token. Default: admin.token below filegate.home ($FILEGATE_HOME, else ./filegate-data).")
    @Nullable
    Path tokenFile;

    @Option(names = "--json", description = "Print JSON for scripts.")
    boolean json;

    Connection() {}

    Gateway open() {
        return new Gateway(where(), token());
    }

    private static Path home() {
        String property = System.getProperty("filegate.home", "");
        String variable = System.getenv().getOrDefault("FILEGATE_HOME", "");
        return Path.of(!property.isEmpty() ? property : !variable.isEmpty() ? variable : "filegate-data");
    }

    private URI where() {
        if (url != null) {
            return checked(url);
        }
        Path file = home().resolve(URL);
        if (tokenFile != null || !Files.isReadable(file)) {
            return USUAL;
        }
        return checked(URI.create(read(file, "--url names the gateway")));
    }

    private static URI checked(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(url.getHost());
        if (!List.of("http", "https").contains(scheme) || url.getHost() == null) {
            throw CommandFailure.misused("--url: \"" + url + "\" is not like http://127.0.0.1:8080");
        }
        if (scheme.equals("http") && !LOOPBACK.contains(host) && !host.startsWith("127.")) {
            System.err.println("filegate: warning: the token goes to " + host + " unencrypted");
        }
        String text = url.toString();
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    private String token() {
        Path file = tokenFile != null ? tokenFile : home().resolve(TOKEN);
        String remedy = tokenFile != null
                ? "--token-file names a file that holds a token"
                : "set FILEGATE_HOME to the gateway's home, or name a token with --token-file";
        return read(file, remedy);
    }

    private static String read(Path file, String remedy) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (text.isEmpty() || text.length() > 1000 || text.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
                throw CommandFailure.misused("\"" + file + "\" does not hold what it should; " + remedy);
            }
            return text;
        } catch (NoSuchFileException e) {
            throw CommandFailure.misused("\"" + file + "\" does not exist; " + remedy);
        } catch (IOException e) {
            throw CommandFailure.misused("\"" + file + "\" cannot be read; " + remedy);
        }
    }
}
