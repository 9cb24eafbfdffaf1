package dev.filegate.deploy.config;

import dev.filegate.deploy.config.GivenKeys.Given;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The keys in the environment. A variable is a key in capitals with underscores, which does not say where a name ends and what its
 * letters were; so a name that is already configured elsewhere is preferred, and otherwise names are in small letters.
 */
final class EnvironmentKeys {
    static final String PREFIX = "FILEGATE_";
    static final String PLACE = "environment";

    /** Read by the launcher, by tests, or reserved for them. */
    private static final Pattern NOT_CONFIGURATION = Pattern.compile("FILEGATE_(JAVA_OPTS|TEST_.*)");

    /** Kubernetes gives every container the addresses of the services beside it: a service "filegate-ftp" makes these names and values. */
    private static final Pattern KUBERNETES_NAME = Pattern.compile(
            "FILEGATE_([A-Z0-9_]+_)?(SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?|PORT_\\d+_(TCP|UDP|SCTP)(_[A-Z]+)?)");

    private static final Pattern KUBERNETES_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, String> environment;
    private final Set<KeyName> configured;
    private final List<Problem> problems;
    private final Map<String, Given> keys = new TreeMap<>();

    private EnvironmentKeys(Map<String, String> environment, Set<KeyName> configured, List<Problem> problems) {
        this.environment = environment;
        this.configured = configured;
        this.problems = problems;
    }

    /** @param configured the keys that files and system properties give */
    static GivenKeys read(
            Map<String, String> environment, int ordinal, Set<KeyName> configured, List<Problem> problems) {
        EnvironmentKeys keys = new EnvironmentKeys(environment, configured, problems);
        new TreeMap<>(environment).forEach(keys::add);
        return new GivenKeys(PLACE, ordinal, keys.keys, environment);
    }

    private void add(String variable, String value) {
        if (!variable.startsWith(PREFIX) || value.isEmpty() || isForeign(variable, value)) {
            return;
        }
        Optional<KeyPattern> pattern = Keys.ALL.patterns().stream()
                .filter(candidate -> candidate.openPartsOf(variable).isPresent())
                .max(Comparator.comparingInt(EnvironmentKeys::fixedLetters));
        if (pattern.isEmpty()) {
            problems.add(new Problem("environment variable " + variable, "", "is not a known key", remedy(variable)));
            return;
        }
        KeyName key = key(pattern.get(), variable);
        keys.put(key.toString(), new Given(value, "environment variable " + variable));
    }

    private static boolean isForeign(String variable, String value) {
        return NOT_CONFIGURATION.matcher(variable).matches()
                || KUBERNETES_NAME.matcher(variable).matches()
                || (variable.endsWith("_PORT")
                        && KUBERNETES_VALUE.matcher(value).matches());
    }

    /** Of two patterns that fit, the one that leaves less to names is meant. */
    private static int fixedLetters(KeyPattern pattern) {
        return pattern.variable().replaceAll("<[^>]*>", "").length();
    }

    private KeyName key(KeyPattern pattern, String variable) {
        List<Object> values = new ArrayList<>();
        for (String open : pattern.openPartsOf(variable).orElseThrow()) {
            values.add(open.matches("\\d+") && isIndex(pattern, values.size()) ? Integer.valueOf(open) : open);
        }
        KeyName spelled = pattern.at(values.toArray());
        return configured.stream()
                .filter(name -> isSpelledLike(pattern, name, spelled))
                .findFirst()
                .map(name -> withName(pattern, name.parts().get(namePlace(pattern)), values))
                .orElseGet(() -> inSmallLetters(pattern, values));
    }

    private static boolean isIndex(KeyPattern pattern, int open) {
        return pattern.parts().stream()
                .filter(part -> part.startsWith("<") || part.equals(KeyPattern.ANY_INDEX))
                .toList()
                .get(open)
                .equals(KeyPattern.ANY_INDEX);
    }

    /** Whether {@code candidate} lies beside the key and its name would be written in a variable as it is in {@code spelled}. */
    private static boolean isSpelledLike(KeyPattern pattern, KeyName candidate, KeyName spelled) {
        int place = namePlace(pattern);
        return place >= 0
                && candidate.parts().size() > place
                && candidate.parts().subList(0, place).equals(spelled.parts().subList(0, place))
                && KeyPattern.variable(candidate.parts().get(place))
                        .equals(spelled.parts().get(place));
    }

    /** Where the name is; no key has more than one, and it comes before any index. */
    private static int namePlace(KeyPattern pattern) {
        return pattern.parts()
                .indexOf(pattern.parts().stream()
                        .filter(part -> part.startsWith("<"))
                        .findFirst()
                        .orElse(""));
    }

    private static KeyName withName(KeyPattern pattern, String name, List<Object> values) {
        List<Object> named = new ArrayList<>(values);
        named.set(0, name);
        return pattern.at(named.toArray());
    }

    private static KeyName inSmallLetters(KeyPattern pattern, List<Object> values) {
        return pattern.at(values.stream()
                .map(value -> value instanceof String name ? name.toLowerCase(Locale.ROOT) : value)
                .toArray());
    }

    private String remedy(String variable) {
        List<String> known = Keys.ALL.patterns().stream()
                .map(KeyPattern::variable)
                .filter(candidate -> !environment.containsKey(candidate))
                .toList();
        return Suggestion.closest(variable, known)
                .map(closest -> "did you mean " + closest + "?")
                .orElse("remove it; docs/configuration.md lists the keys");
    }
}
