package dev.filegate.deploy.config;

import java.util.stream.Collectors;

/** docs/configuration.md, made from the list of keys. */
final class ConfigurationPage {
    private static final String INTRODUCTION = """
            # Configuration

            <!-- Generated from the list of keys in deploy. To write it again: ./mvnw -q -pl deploy -am test -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dpage.write=true -->

            The same keys work in three places; each later one wins over those before:

            1. **Files** in YAML, given with `--config FILE`; of several files the later ones win.
            2. **Environment variables**: the key in capitals, with an underscore for every character that is neither a letter nor a digit:
               `FILEGATE_FTP_PORT=2121`. A name inside a key is matched with the names that files declare, whatever their capitals and signs;
               a name that is declared nowhere else is in small letters: `FILEGATE_ACCOUNTS_JANE_PASSWORD=…` is the password of `jane`. An empty
               variable counts as not set. `FILEGATE_JAVA_OPTS` (options of the JVM, read by the launcher) and `FILEGATE_TEST_…` are no keys, nor are the
               variables that Kubernetes makes for services beside the gateway.
            3. **System properties**: `FILEGATE_JAVA_OPTS=-Dfilegate.ftp.port=2121`.

            A key that is not in this list, a value that cannot be used and a name that refers to nothing are errors: `filegate check-config` prints every one of them
            with its place, key and remedy, and nothing starts while there are any.

            ```yaml
            filegate:
              storage:
                disk:
                  type: local
                  root: /srv/files
              accounts:
                jane.doe:
                  password: "{bcrypt}$2b$12$…"
                  home:
                    storage: disk
                    path: /partners/jane
                  permissions: [list, read, write]
            ```

            - A **list** is a YAML list, or a text with its items between commas (public keys: one in each line). The place that wins gives the whole list.
            - A **size** is a number of bytes, or a number with `K`, `M`, `G` or `T` (powers of 1024). A **time** has its unit: `500ms`, `30s`, `5m`, `24h`, `7d`, or `PT5M`.
            - A **name with a dot** is one key in YAML as it stands below `accounts:` or `storage:`; elsewhere it is written in quotes: `filegate.accounts."jane.doe".password`.
            - `${…}` in a value stands for another key or an environment variable: `${HOSTNAME}`, `${filegate.home}/ssh`, `${NAME:default}`.
            - **Secrets** (keys that end in `password`, `secret-key` or `token`) are taken as they are, without `${…}`, and never shown. Instead of any of them, the key with `-file`
              behind it names a file that holds the secret: `filegate.accounts.jane.password-file`. A line end at the end of the file is not part of the secret.

            Defaults in brackets are those of `filegate quickstart`, where they differ. Quickstart listens on loopback only, whatever `host` keys say.
            """;

    private ConfigurationPage() {}

    static String text() {
        return INTRODUCTION
                + Keys.ALL.groups().stream().map(ConfigurationPage::section).collect(Collectors.joining());
    }

    private static String section(KeyGroup group) {
        String introduction = group.introduction().isEmpty() ? "" : group.introduction() + "\n\n";
        return "\n## " + group.title() + "\n\n" + introduction
                + "| key | default | value | meaning |\n|---|---|---|---|\n"
                + group.keys().stream().map(ConfigurationPage::row).collect(Collectors.joining());
    }

    private static String row(Key<?> key) {
        return "| `" + key.pattern() + "` | " + defaults(key) + " | "
                + cell(key.type().description()) + " | " + cell(key.meaning()) + " |\n";
    }

    private static String defaults(Key<?> key) {
        String serve = key.serve().isEmpty() ? "" : '`' + key.serve() + '`';
        return key.serve().equals(key.quickstart()) ? serve : serve + " [`" + key.quickstart() + "`]";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
