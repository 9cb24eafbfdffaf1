package dev.filegate.deploy.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One configuration key: its name, how its value is written, its defaults and what it means. The documentation, the check for unknown
 * keys and the reading of values all come from here.
 *
 * @param pattern the full name
 * @param type how the value is written
 * @param serve the default of {@code serve} as it would be written; empty for none
 * @param quickstart the default of {@code quickstart}; empty for none
 * @param meaning one sentence for the documentation
 */
record Key<T>(KeyPattern pattern, ValueType<T> type, String serve, String quickstart, String meaning) {

    static <T> Key<T> of(String name, ValueType<T> type) {
        return new Key<>(KeyPattern.parse(name), type, "", "", "");
    }

    /** The same default however the gateway is started. */
    Key<T> byDefault(String value) {
        return new Key<>(pattern, type, value, value, meaning);
    }

    /** The default of {@code quickstart} where it differs; to be called after {@link #byDefault}. */
    Key<T> inQuickstart(String value) {
        return new Key<>(pattern, type, serve, value, meaning);
    }

    Key<T> means(String sentence) {
        return new Key<>(pattern, type, serve, quickstart, sentence);
    }

    /** The default as it would be written, if there is one. */
    Optional<String> defaultIn(StartMode mode) {
        String value = switch (mode) {
            case SERVE -> serve;
            case QUICKSTART -> quickstart;
        };
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Whether the value must never be shown, is not subject to {@code ${…}}, and may be given as a file. */
    boolean isSecret() {
        String last = pattern.parts().getLast().toLowerCase(Locale.ROOT);
        return last.endsWith("password") || last.endsWith("secret-key") || last.endsWith("token");
    }

    /** The sibling that names a file to read the secret from. */
    KeyPattern filePattern() {
        return KeyPattern.parse(pattern + "-file");
    }
}
