package dev.filegate.deploy.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every configuration key there is. Immutable; a new key is one line in the group it belongs to. */
final class Keys {
    static final Keys ALL = new Keys();

    final ProcessKeys process = new ProcessKeys();
    final DatabaseKeys database = new DatabaseKeys();
    final FtpKeys ftp = new FtpKeys();
    final SftpKeys sftp = new SftpKeys();
    final TftpKeys tftp = new TftpKeys();
    final TlsKeys tls = new TlsKeys();
    final StorageKeys storage = new StorageKeys();
    final AccountKeys accounts = new AccountKeys();
    final AnonymousKeys anonymous = new AnonymousKeys();
    final DefenceKeys defence = new DefenceKeys();
    final AuditKeys audit = new AuditKeys();
    final UploadKeys uploads = new UploadKeys();

    private final List<KeyGroup> groups = List.of(
            process.group,
            database.group,
            ftp.group,
            sftp.group,
            tftp.group,
            tls.group,
            storage.group,
            storage.buckets.group,
            accounts.group,
            anonymous.group,
            defence.group,
            audit.group,
            uploads.group);

    private final List<KeyPattern> patterns = keys().flatMap(Keys::forms).toList();

    private Keys() {}

    /** In the order of the documentation. */
    List<KeyGroup> groups() {
        return groups;
    }

    Stream<Key<?>> keys() {
        return groups.stream().flatMap(group -> group.keys().stream());
    }

    /** The name of every key in every form: items of lists and files of secrets have names of their own. */
    List<KeyPattern> patterns() {
        return patterns;
    }

    private static Stream<KeyPattern> forms(Key<?> key) {
        if (key.isSecret()) {
            return Stream.of(key.pattern(), key.filePattern());
        }
        return key.type().isList()
                ? Stream.of(key.pattern(), KeyPattern.parse(key.pattern() + KeyPattern.ANY_INDEX))
                : Stream.of(key.pattern());
    }

    /** Whether what stands directly below {@code above} are names of the user's choice. */
    boolean holdNames(KeyName above) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.isBelow(above)
                        && pattern.parts().get(above.parts().size()).startsWith("<"));
    }

    /** The defaults of the keys that hold no names, by full name, for {@code ${…}} in other values. */
    Map<String, String> fixedDefaults(StartMode mode) {
        Map<String, String> defaults = new TreeMap<>();
        keys().filter(key -> key.pattern().isFixed())
                .forEach(key -> key.defaultIn(mode)
                        .ifPresent(value -> defaults.put(key.pattern().toString(), value)));
        return defaults;
    }
}
