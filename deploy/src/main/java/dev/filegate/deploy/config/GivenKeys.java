package dev.filegate.deploy.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** The keys that one place gives: a file, the environment, the system properties. Immutable. */
final class GivenKeys implements ConfigSource {
    private final String name;
    private final int ordinal;
    private final Map<String, Given> keys;
    private final Map<String, String> lookups;

    /**
     * What stands there for a key.
     *
     * @param value the text as written
     * @param where the file and line, variable or property, for messages
     */
    record Given(String value, String where) {}

    /**
     * @param name unique among the places
     * @param ordinal the higher one wins
     * @param keys in the order they are met in
     * @param lookups further values that {@code ${…}} may name but that are no keys of ours
     */
    GivenKeys(String name, int ordinal, Map<String, Given> keys, Map<String, String> lookups) {
        this.name = name;
        this.ordinal = ordinal;
        this.keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        this.lookups = Map.copyOf(lookups);
    }

    Map<String, Given> keys() {
        return keys;
    }

    boolean gives(KeyName key) {
        return keys.containsKey(key.toString());
    }

    /** Where {@code key} is given; the place as a whole when it is not given there. */
    String where(String key) {
        Given given = keys.get(key);
        return given == null ? name : given.where();
    }

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        keys.forEach((key, given) -> properties.put(key, given.value()));
        return properties;
    }

    @Override
    public Set<String> getPropertyNames() {
        return keys.keySet();
    }

    @Override
    public @Nullable String getValue(String key) {
        Given given = keys.get(key);
        return given == null ? lookups.get(key) : given.value();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getOrdinal() {
        return ordinal;
    }
}
