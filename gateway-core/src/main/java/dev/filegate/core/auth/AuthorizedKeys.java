package dev.filegate.core.auth;

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines of OpenSSH's authorized_keys (sshd(8), AUTHORIZED_KEYS FILE FORMAT). Of the options, {@code from} and {@code expiry-time} are
 * honoured; those that take away what is never given here (terminals, forwarding) have nothing to do. A line that could mean less than
 * full access to files – a forced command other than SFTP, a certificate authority, an option nobody knows – lets nobody in.
 */
public final class AuthorizedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizedKeys.class);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyyMMddHHmm");
    private static final List<String> HARMLESS = List.of(
            "restrict",
            "agent-forwarding",
            "no-agent-forwarding",
            "port-forwarding",
            "no-port-forwarding",
            "pty",
            "no-pty",
            "user-rc",
            "no-user-rc",
            "x11-forwarding",
            "no-x11-forwarding",
            "permitopen",
            "permitlisten",
            "environment");

    private final List<Entry> entries;

    private AuthorizedKeys(List<Entry> entries) {
        this.entries = entries;
    }

    private record Entry(SshKey key, Optional<AddressPatterns> from, Instant expires) {}

    /** Reads the lines; empty ones and comments are skipped, those that cannot be honoured are left out with a warning in the log. */
    public static AuthorizedKeys parse(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                try {
                    entries.add(entry(text));
                } catch (IllegalArgumentException | DateTimeException e) {
                    LOG.warn("an authorized key is left out: {}", e.getMessage());
                }
            }
        }
        return new AuthorizedKeys(List.copyOf(entries));
    }

    /**
     * Checks one line, as a configuration should before it is used.
     *
     * @throws IllegalArgumentException with words for the operator
     */
    public static void check(String line) {
        try {
            entry(line.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expiry-time must be YYYYMMDD or YYYYMMDDHHMM", e);
        }
    }

    /** Whether the key opens the account to a client at that address now. */
    public boolean accept(SshKey key, InetAddress client, Instant now) {
        return entries.stream()
                .anyMatch(entry -> entry.key().equals(key)
                        && entry.from().map(patterns -> patterns.match(client)).orElse(true)
                        && now.isBefore(entry.expires()));
    }

    private static Entry entry(String text) {
        int first = endOfWord(text);
        boolean optionsFirst = !isKeyType(text.substring(0, first));
        String options = optionsFirst ? text.substring(0, first) : "";
        String[] rest = (optionsFirst ? text.substring(first) : text).strip().split("\\s+", 3);
        if (rest.length < 2 || !isKeyType(rest[0])) {
            throw new IllegalArgumentException("a line looks like: [options] type key [comment]");
        }
        SshKey key = SshKey.parse(rest[1]);
        if (!key.type().equals(rest[0])) {
            throw new IllegalArgumentException("the line says " + rest[0] + " but the key is " + key.type());
        }
        Optional<AddressPatterns> from = Optional.empty();
        Instant expires = Instant.MAX;
        for (Option option : options(options)) {
            switch (option.name()) {
                case "from" -> from = Optional.of(AddressPatterns.parse(option.value()));
                case "expiry-time" -> expires = expiry(option.value());
                default -> requireHarmless(option);
            }
        }
        return new Entry(key, from, expires);
    }

    private record Option(String name, String value) {}

    private static void requireHarmless(Option option) {
        boolean sftp = option.name().equals("command")
                && (option.value().startsWith("internal-sftp") || option.value().endsWith("sftp-server"));
        if (!sftp && !HARMLESS.contains(option.name())) {
            throw new IllegalArgumentException("the option " + option.name() + " cannot be honoured here");
        }
    }

    private static boolean isKeyType(String word) {
        return word.startsWith("ssh-") || word.startsWith("ecdsa-sha2-") || word.startsWith("sk-");
    }

    /** The first blank outside quotes. */
    private static int endOfWord(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && (i == 0 || text.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            } else if (!quoted && Character.isWhitespace(c)) {
                return i;
            }
        }
        return text.length();
    }

    private static List<Option> options(String text) {
        List<Option> options = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length();
            if (!end && text.charAt(i) == '"' && text.charAt(i - 1 < 0 ? 0 : i - 1) != '\\') {
                quoted = !quoted;
            }
            if ((end || (!quoted && text.charAt(i) == ',')) && i > start) {
                options.add(option(text.substring(start, i)));
                start = i + 1;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quotation mark is missing in the options");
        }
        return options;
    }

    private static Option option(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return new Option(text.toLowerCase(java.util.Locale.ROOT), "");
        }
        String value = text.substring(equals + 1);
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            throw new IllegalArgumentException("the value of an option stands in quotation marks");
        }
        return new Option(
                text.substring(0, equals).toLowerCase(java.util.Locale.ROOT),
                value.substring(1, value.length() - 1).replace("\\\"", "\""));
    }

    private static Instant expiry(String text) {
        String digits = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
        return LocalDateTime.parse(digits.length() == 8 ? digits + "0000" : digits, MINUTES)
                .toInstant(ZoneOffset.UTC);
    }
}
