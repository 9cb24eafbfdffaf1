package dev.filegate.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.filegate.core.account.Limit;
import dev.filegate.core.account.Network;
import dev.filegate.core.account.PathRule;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TimeWindow;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.directory.AccountDefinition;
import dev.filegate.core.directory.MountDefinition;
import dev.filegate.core.directory.Profile;
import dev.filegate.core.directory.Setting;
import dev.filegate.core.path.PathGlob;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes the parts of accounts and groups as JSON texts, and reads them back. What is inherited is left out. */
final class DefinitionText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DefinitionText() {}

    static String of(Profile profile) {
        Profile.Tree tree = profile.tree();
        Profile.Access access = profile.access();
        ObjectNode json = NODES.objectNode();
        ArrayNode mounts = json.putArray("mounts");
        tree.mounts().forEach(mount -> mounts.add(mount(mount)));
        put(json, "permissions", tree.permissions(), DefinitionText::permissions);
        ArrayNode paths = json.putArray("paths");
        tree.paths()
                .forEach(rule -> paths.addObject()
                        .put("pattern", rule.pattern().toString())
                        .set("permissions", permissions(rule.permissions())));
        put(json, "allowed", tree.fileNames().allowed(), DefinitionText::texts);
        put(json, "denied", tree.fileNames().denied(), DefinitionText::texts);
        put(json, "hidden", tree.fileNames().hidden(), DefinitionText::texts);
        put(json, "protocols", access.protocols(), protocols -> words(protocols, Protocol::word));
        put(json, "networks", access.networks(), DefinitionText::texts);
        put(json, "hours", access.hours(), DefinitionText::texts);
        put(json, "validUntil", access.validUntil(), until -> NODES.textNode(until.toString()));
        ObjectNode limits = json.putObject("limits");
        new TreeMap<>(profile.limits()).forEach((limit, value) -> limits.put(limit.word(), value));
        return json.toString();
    }

    private static JsonNode mount(MountDefinition mount) {
        ObjectNode json = NODES.objectNode();
        json.put("at", mount.at().toString()).put("storage", mount.storage()).put("path", mount.path());
        put(json, "permissions", mount.permissions(), DefinitionText::permissions);
        return json;
    }

    private static <T> void put(ObjectNode json, String name, Setting<T> setting, Function<T, JsonNode> write) {
        if (setting instanceof Setting.Given<T>(T value)) {
            json.set(name, write.apply(value));
        }
    }

    private static JsonNode permissions(Set<Permission> permissions) {
        return words(permissions, Permission::word);
    }

    private static JsonNode texts(Collection<?> values) {
        return words(values, Object::toString);
    }

    private static <T> JsonNode words(Collection<T> values, Function<T, String> word) {
        ArrayNode array = NODES.arrayNode();
        values.stream().map(word).forEach(array::add);
        return array;
    }

    static Profile profile(String text) {
        JsonNode json = read(text);
        List<MountDefinition> mounts = new ArrayList<>();
        json.path("mounts")
                .forEach(mount -> mounts.add(new MountDefinition(
                        VirtualPath.parse(mount.path("at").asText()),
                        mount.path("storage").asText(),
                        mount.path("path").asText(),
                        get(mount, "permissions", DefinitionText::permissions))));
        List<PathRule> paths = new ArrayList<>();
        json.path("paths")
                .forEach(rule -> paths.add(new PathRule(
                        PathGlob.parse(rule.path("pattern").asText()), permissions(rule.path("permissions")))));
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        json.path("limits")
                .properties()
                .forEach(entry -> limits.put(
                        constant(Limit.class, entry.getKey()), entry.getValue().asLong()));
        return new Profile(
                new Profile.Tree(
                        mounts,
                        get(json, "permissions", DefinitionText::permissions),
                        paths,
                        new Profile.FileNames(
                                get(json, "allowed", DefinitionText::globs),
                                get(json, "denied", DefinitionText::globs),
                                get(json, "hidden", DefinitionText::globs))),
                access(json),
                limits);
    }

    private static Profile.Access access(JsonNode json) {
        return new Profile.Access(
                get(json, "protocols", node -> constants(Protocol.class, node)),
                get(json, "networks", node -> list(node, Network::parse)),
                get(json, "hours", node -> list(node, TimeWindow::parse)),
                get(json, "validUntil", node -> Instant.parse(node.asText())));
    }

    private static <T> Setting<T> get(JsonNode json, String name, Function<JsonNode, T> read) {
        return json.has(name) ? Setting.of(read.apply(json.path(name))) : Setting.inherited();
    }

    private static Set<Permission> permissions(JsonNode json) {
        return constants(Permission.class, json);
    }

    private static List<PathGlob> globs(JsonNode json) {
        return list(json, PathGlob::parse);
    }

    private static <E extends Enum<E>> Set<E> constants(Class<E> type, JsonNode json) {
        Set<E> set = EnumSet.noneOf(type);
        json.forEach(word -> set.add(constant(type, word.asText())));
        return set;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static <T> List<T> list(JsonNode json, Function<String, T> parse) {
        List<T> values = new ArrayList<>();
        json.forEach(value -> values.add(parse.apply(value.asText())));
        return values;
    }

    /** All but the password's hash, which has a column of its own. */
    static String of(AccountDefinition.Proofs proofs) {
        ObjectNode json = NODES.objectNode();
        json.set("authorizedKeys", texts(proofs.authorizedKeys()));
        json.set("principals", texts(proofs.principals()));
        ArrayNode ways = json.putArray("authentication");
        proofs.authentication().forEach(way -> ways.add(words(way, Credential.Method::word)));
        return json.toString();
    }

    static AccountDefinition.Proofs proofs(String passwordHash, String text) {
        JsonNode json = read(text);
        List<List<Credential.Method>> ways = new ArrayList<>();
        json.path("authentication")
                .forEach(way -> ways.add(list(way, word -> constant(Credential.Method.class, word))));
        return new AccountDefinition.Proofs(
                passwordHash,
                list(json.path("authorizedKeys"), Function.identity()),
                list(json.path("principals"), Function.identity()),
                ways);
    }

    static String of(List<String> texts) {
        return texts(texts).toString();
    }

    static List<String> texts(String text) {
        return list(read(text), Function.identity());
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of accounts or groups is not what this gateway wrote", e);
        }
    }
}
