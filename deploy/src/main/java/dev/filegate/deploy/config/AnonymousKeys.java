package dev.filegate.deploy.config;

import dev.filegate.core.account.Limits;
import dev.filegate.core.auth.AnonymousAccess;
import dev.filegate.core.auth.AnonymousAccess.Upload;
import dev.filegate.core.path.VirtualPath;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Keys of anonymous FTP. */
final class AnonymousKeys {
    final KeyGroup group =
            new KeyGroup("Anonymous FTP", "The users `anonymous` and `ftp`, with any password (RFC 1635).");

    final Key<Boolean> enabled = group.add(Key.of("filegate.anonymous.enabled", ValueTypes.FLAG)
            .byDefault("false")
            .means("Whether they may log in."));
    final Key<String> homeStorage = group.add(Key.of("filegate.anonymous.home.storage", ValueTypes.NAME)
            .means("The storage they see. Required when enabled."));
    final Key<VirtualPath> homePath = group.add(Key.of("filegate.anonymous.home.path", ValueTypes.TREE_PATH)
            .byDefault("/")
            .means("The directory of that storage that is their `/`."));
    final Key<Upload> upload = group.add(
            Key.of("filegate.anonymous.upload", ValueType.of("one of `none`, `dropbox`, `full`", AnonymousKeys::upload))
                    .byDefault("none")
                    .means(
                            "What they may upload: `none`; `dropbox`: new files that they can neither list nor read afterwards; `full`."));
    final Key<Boolean> mkdir = group.add(Key.of("filegate.anonymous.mkdir", ValueTypes.FLAG)
            .byDefault("false")
            .means("Whether they may make directories."));

    private static Upload upload(String text) {
        return Arrays.stream(Upload.values())
                .filter(candidate -> candidate.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is not known"));
    }

    /** The anonymous account, if there is one. */
    Optional<AnonymousAccess> read(Values values, Set<String> storages) {
        VirtualPath path = values.get(homePath);
        Upload allowed = values.get(upload);
        boolean directories = values.get(mkdir);
        if (!values.get(enabled)) {
            return Optional.empty();
        }
        return values.reference(homeStorage, storages)
                .map(storage -> AnonymousAccess.of(storage, path, allowed, directories, Limits.NONE));
    }
}
