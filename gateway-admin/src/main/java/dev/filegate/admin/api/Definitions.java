package dev.filegate.admin.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.filegate.admin.http.Fields;
import dev.filegate.admin.http.ProblemException;
import dev.filegate.admin.http.Words;
import dev.filegate.core.account.Limit;
import dev.filegate.core.account.Network;
import dev.filegate.core.account.PathRule;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TimeWindow;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.PasswordHashes;
import dev.filegate.core.auth.Secret;
import dev.filegate.core.directory.AccountDefinition;
import dev.filegate.core.directory.GroupDefinition;
import dev.filegate.core.directory.MountDefinition;
import dev.filegate.core.directory.Profile;
import dev.filegate.core.directory.Setting;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.PathGlob;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Understands documents of accounts and groups. */
final class Definitions {
    private static final int LONGEST_PASSWORD = 1024;

    private Definitions() {}

    /**
     * The account that a body describes.
     *
     * @param passwordHash the hash it has so far, which stays unless the body gives {@code password}; empty for none
     * @throws ProblemException 400 with the field that is wrong
     */
    static AccountDefinition account(String name, ObjectNode body, String passwordHash) {
        Fields fields = Fields.of(body).ignore("origin", "version", "changed", "has_password");
        checkName(fields, name);
        AccountDefinition account = new AccountDefinition(
                name,
                fields.text("description").orElse(""),
                fields.flag("disabled"),
                new AccountDefinition.Proofs(
                        passwordHash(fields, passwordHash),
                        fields.texts("authorized_keys").orElse(List.of()),
                        fields.texts("principals").orElse(List.of()),
                        fields.lists("authentication", word -> Words.constant(Credential.Method.class, word))),
                fields.texts("groups").orElse(List.of()),
                profile(fields));
        fields.end();
        return account;
    }

    /** The group that a body describes. */
    static GroupDefinition group(String name, ObjectNode body) {
        Fields fields = Fields.of(body).ignore("version", "changed");
        checkName(fields, name);
        GroupDefinition group =
                new GroupDefinition(name, fields.text("description").orElse(""), profile(fields));
        fields.end();
        return group;
    }

    private static void checkName(Fields fields, String name) {
        if (!fields.text("name").orElse(name).equals(name)) {
            throw ProblemException.invalid("name", "is not the name in the address; names cannot be changed");
        }
    }

    private static String passwordHash(Fields fields, String present) {
        if (fields.isNull("password")) {
            return "";
        }
        return fields.parsed("password", Definitions::hashed).orElse(present);
    }

    /** A hash is taken as it is: so accounts move here from elsewhere. */
    private static String hashed(String password) {
        if (PasswordHashes.isHash(password)) {
            return password;
        }
        if (password.isEmpty() || password.length() > LONGEST_PASSWORD) {
            throw new IllegalArgumentException("has 1 to " + LONGEST_PASSWORD + " characters");
        }
        try (Secret secret = Secret.of(password)) {
            return PasswordHashes.hash(secret);
        }
    }

    private static Profile profile(Fields fields) {
        Fields names = fields.object("file_names");
        Profile.FileNames fileNames = new Profile.FileNames(
                names.listSetting("allowed", PathGlob::parse),
                names.listSetting("denied", PathGlob::parse),
                names.listSetting("hidden", PathGlob::parse));
        names.end();
        return new Profile(
                new Profile.Tree(
                        fields.objects("mounts").stream()
                                .map(Definitions::mount)
                                .toList(),
                        permissions(fields),
                        fields.objects("paths").stream()
                                .map(Definitions::pathRule)
                                .toList(),
                        fileNames),
                new Profile.Access(
                        fields.setSetting("protocols", word -> Words.constant(Protocol.class, word)),
                        fields.listSetting("networks", Network::parse),
                        fields.listSetting("hours", TimeWindow::parse),
                        validUntil(fields)),
                limits(fields.object("limits")));
    }

    private static Setting<Set<Permission>> permissions(Fields fields) {
        return fields.setSetting("permissions", Definitions::permission);
    }

    private static Permission permission(String word) {
        return Words.constant(Permission.class, word);
    }

    private static MountDefinition mount(Fields fields) {
        MountDefinition mount = new MountDefinition(
                fields.parsed("at", Definitions::path).orElse(VirtualPath.ROOT),
                fields.required("storage"),
                fields.required("path"),
                permissions(fields));
        fields.end();
        return mount;
    }

    private static PathRule pathRule(Fields fields) {
        PathRule rule = new PathRule(
                fields.parsed("pattern", PathGlob::parse)
                        .orElseThrow(() -> ProblemException.invalid("paths", "each needs a pattern")),
                permissions(fields).orElse(Set.of()));
        fields.end();
        return rule;
    }

    /** A path that begins with {@code /} and says where it leads: {@code ..} is resolved by clients, not here. */
    static VirtualPath path(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("begins with /");
        }
        if (List.of(text.split("/", -1)).contains("..")) {
            throw new IllegalArgumentException("must not hold ..");
        }
        try {
            return VirtualPath.parse(text);
        } catch (GatewayException e) {
            throw new IllegalArgumentException(e.detail(), e);
        }
    }

    private static Setting<Instant> validUntil(Fields fields) {
        return fields.parsed(
                        "valid_until", text -> text.equals(ProfileDocument.NEVER) ? Instant.MAX : Words.fromNow(text))
                .map(Setting::of)
                .orElseGet(Setting::inherited);
    }

    private static Map<Limit, Long> limits(Fields fields) {
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            fields.count(ProfileDocument.word(limit)).ifPresent(value -> limits.put(limit, value));
        }
        fields.end();
        return limits;
    }
}
