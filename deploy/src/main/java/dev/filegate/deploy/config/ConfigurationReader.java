package dev.filegate.deploy.config;

import dev.filegate.core.auth.AccountRecord;
import dev.filegate.deploy.config.GatewayConfiguration.Defence;
import dev.filegate.deploy.config.GatewayConfiguration.Identities;
import dev.filegate.deploy.config.GatewayConfiguration.Protocols;
import dev.filegate.deploy.config.GivenKeys.Given;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the configuration from all its places: files, of which later ones win, then the environment, then system properties, which win
 * over everything. Finds every problem before it gives up.
 */
public final class ConfigurationReader {
    private static final String PREFIX = "filegate.";
    private static final String RESERVED_FOR_TESTS = "filegate.test.";
    private static final String FILE_KEY_PART = "filegate";
    private static final int BUILT_IN_ORDINAL = 10;
    private static final int FIRST_FILE_ORDINAL = 1000;
    private static final int ENVIRONMENT_ORDINAL = 1_000_000;
    private static final int PROPERTIES_ORDINAL = 2_000_000;

    private final StartMode mode;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private ConfigurationReader(StartMode mode) {
        this.mode = mode;
    }

    /**
     * Reads and checks.
     *
     * @param files in the order given
     * @throws ConfigurationException with everything that is wrong
     */
    public static GatewayConfiguration read(
            StartMode mode, List<Path> files, Map<String, String> environment, Properties properties)
            throws ConfigurationException {
        ConfigurationReader reader = new ConfigurationReader(mode);
        GivenTexts given = new GivenTexts(mode, reader.places(files, environment, properties), reader.problems);
        Values values = new Values(mode, given, reader.problems, reader.warnings);
        GatewayConfiguration configuration = reader.read(values);
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(reader.problems);
        }
        return configuration;
    }

    private List<GivenKeys> places(List<Path> files, Map<String, String> environment, Properties properties) {
        List<GivenKeys> places = new ArrayList<>();
        for (Path file : new LinkedHashSet<>(files)) {
            places.add(YamlFile.read(file, FIRST_FILE_ORDINAL + files.lastIndexOf(file), problems));
        }
        places.add(systemProperties(properties));
        places.forEach(this::reportUnknown);
        Set<KeyName> configured = new HashSet<>();
        places.forEach(place -> place.getPropertyNames().forEach(name -> configured.add(KeyName.parse(name))));
        places.add(EnvironmentKeys.read(environment, ENVIRONMENT_ORDINAL, configured, problems));
        if (mode == StartMode.QUICKSTART) {
            places.add(builtIn());
        }
        return places;
    }

    private static GivenKeys systemProperties(Properties properties) {
        Map<String, Given> keys = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX) && !name.startsWith(RESERVED_FOR_TESTS)) {
                String key = KeyName.parse(name).toString();
                keys.put(key, new Given(properties.getProperty(name), "system property " + name));
            }
        }
        return new GivenKeys("system properties", PROPERTIES_ORDINAL, keys, Map.of());
    }

    /** What quickstart has that serve has not: an account, and a storage for it. */
    private static GivenKeys builtIn() {
        Map<String, String> keys = Map.of(
                "filegate.storage.files.type", "local",
                "filegate.storage.files.root", "${filegate.home}/files",
                "filegate.accounts.demo.password", "demo",
                "filegate.accounts.demo.home.storage", "files",
                "filegate.tftp.account", "demo");
        String place = "built in";
        return new GivenKeys(
                place,
                BUILT_IN_ORDINAL,
                keys.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Given(entry.getValue(), place))),
                Map.of());
    }

    private void reportUnknown(GivenKeys place) {
        place.keys().forEach((key, given) -> reportUnknown(given, KeyName.parse(key)));
    }

    private void reportUnknown(Given given, KeyName name) {
        List<KeyPattern> patterns = Keys.ALL.patterns();
        boolean emptyGroup = given.value().isEmpty() && patterns.stream().anyMatch(pattern -> pattern.isBelow(name));
        if (emptyGroup || patterns.stream().anyMatch(pattern -> pattern.matches(name))) {
            return;
        }
        if (!name.parts().getFirst().equals(FILE_KEY_PART)) {
            problems.add(new Problem(
                    given.where(), name.toString(), "is not a known key", "all keys are below \"filegate:\""));
            return;
        }
        List<String> known =
                patterns.stream().map(pattern -> pattern.like(name).toString()).toList();
        String remedy = Suggestion.closest(name.toString(), known)
                .map(closest -> "did you mean " + closest + "?")
                .orElse("remove it; docs/configuration.md lists the keys");
        problems.add(new Problem(given.where(), name.toString(), "is not a known key", remedy));
    }

    private GatewayConfiguration read(Values values) {
        Keys keys = Keys.ALL;
        Path home = values.get(keys.process.home);
        ManagementSettings management = keys.process.readManagement(values);
        GatewayConfiguration.Patience patience =
                new GatewayConfiguration.Patience(values.get(keys.process.startupWait), values.get(keys.process.grace));
        Protocols protocols = new Protocols(
                keys.ftp.read(values).stream().toList(),
                keys.sftp.read(values).stream().toList(),
                keys.tftp.read(values).stream().toList(),
                keys.tls.read(values, keys.ftp));
        StorageSettings.All storages = keys.storage.read(values, keys.uploads.read(values));
        Set<String> names = Set.copyOf(values.names(StorageKeys.ABOVE));
        List<AccountRecord> accounts = keys.accounts.read(values, names);
        Identities identities = new Identities(
                accounts, keys.anonymous.read(values, names).stream().toList());
        Defence defence = new Defence(keys.defence.readLimits(values), keys.defence.readBans(values));
        AuditSettings audit = keys.audit.read(values);
        DatabaseSettings database = keys.database.read(values);
        new ConsistencyCheck(values).check(home, management, protocols, storages, identities, audit);
        return new GatewayConfiguration(
                mode, home, management, database, protocols, storages, identities, defence, audit, patience, warnings);
    }
}
