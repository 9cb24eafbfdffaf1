package dev.filegate.admin.api;

import dev.filegate.core.account.Limit;
import dev.filegate.core.account.PathRule;
import dev.filegate.core.directory.MountDefinition;
import dev.filegate.core.directory.Profile;
import dev.filegate.core.directory.Setting;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The parts of accounts and groups that both have. A field that is absent is not given: a group, or else the default, gives it. */
final class ProfileDocument {
    private ProfileDocument() {}

    /**
     * A place of the tree.
     *
     * @param at {@code /} for the home
     * @param path directory of the storage; <code>{account}</code> in it stands for the account's name
     */
    public record MountDocument(
            @Schema(required = true) String at,
            @Schema(required = true) String storage,
            @Schema(required = true) String path,
            @Nullable List<String> permissions) {
        static MountDocument of(MountDefinition mount) {
            return new MountDocument(
                    mount.at().toString(),
                    mount.storage(),
                    mount.path(),
                    words(mount.permissions(), permission -> permission.word()));
        }
    }

    /** Permissions of the paths that match. */
    public record PathDocument(
            @Schema(required = true) String pattern,
            @Schema(required = true) List<String> permissions) {
        static PathDocument of(PathRule rule) {
            return new PathDocument(
                    rule.pattern().toString(),
                    rule.permissions().stream()
                            .sorted()
                            .map(permission -> permission.word())
                            .toList());
        }
    }

    /** Patterns of file names. */
    public record FileNamesDocument(
            @Nullable List<String> allowed,
            @Nullable List<String> denied,
            @Nullable List<String> hidden) {
        static @Nullable FileNamesDocument of(Profile.FileNames names) {
            FileNamesDocument document =
                    new FileNamesDocument(texts(names.allowed()), texts(names.denied()), texts(names.hidden()));
            return document.equals(new FileNamesDocument(null, null, null)) ? null : document;
        }
    }

    static @Nullable List<MountDocument> mounts(Profile profile) {
        return unlessEmpty(
                profile.tree().mounts().stream().map(MountDocument::of).toList());
    }

    static @Nullable List<PathDocument> paths(Profile profile) {
        return unlessEmpty(profile.tree().paths().stream().map(PathDocument::of).toList());
    }

    static @Nullable Map<String, Long> limits(Profile profile) {
        Map<String, Long> limits = new TreeMap<>();
        profile.limits().forEach((limit, value) -> limits.put(word(limit), value));
        return limits.isEmpty() ? null : limits;
    }

    static @Nullable List<String> permissions(Profile profile) {
        return words(profile.tree().permissions(), permission -> permission.word());
    }

    static @Nullable List<String> protocols(Profile profile) {
        return words(profile.access().protocols(), protocol -> protocol.word());
    }

    static @Nullable List<String> networks(Profile profile) {
        return profile.access().networks()
                        instanceof Setting.Given<List<dev.filegate.core.account.Network>>(var networks)
                ? networks.stream().map(Shown::network).toList()
                : null;
    }

    static @Nullable List<String> hours(Profile profile) {
        return texts(profile.access().hours());
    }

    /** {@code never} is given too: it outweighs what a group says. */
    static @Nullable String validUntil(Profile profile) {
        return profile.access().validUntil() instanceof Setting.Given<Instant>(Instant end)
                ? end.equals(Instant.MAX) ? NEVER : end.toString()
                : null;
    }

    /** In the place of a time. */
    static final String NEVER = "never";

    /** The name of a limit in documents: {@code quota_bytes}. */
    static String word(Limit limit) {
        return limit.word().replace('-', '_');
    }

    static <T> @Nullable List<T> unlessEmpty(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    private static <T extends Comparable<T>> @Nullable List<String> words(
            Setting<? extends Collection<T>> setting, Function<T, String> word) {
        return setting instanceof Setting.Given<? extends Collection<T>> given
                ? given.value().stream().sorted().map(word).toList()
                : null;
    }

    private static @Nullable List<String> texts(Setting<? extends List<?>> setting) {
        return setting instanceof Setting.Given<? extends List<?>> given
                ? given.value().stream().map(String::valueOf).toList()
                : null;
    }
}
