package dev.filegate.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueErrorsTest {
    @TempDir
    Path directory;

    private ConfigurationTester given;

    @BeforeEach
    void begin() {
        given = new ConfigurationTester(directory);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            filegate.ftp.port              | 70000          | is not a whole number from 0 to 65535
            filegate.ftp.port              | ftp            | is not a whole number from 0 to 65535
            filegate.ftp.enabled           | perhaps        | is neither true nor false
            filegate.ftp.idle-timeout      | 5              | is not a time with its unit
            filegate.ftp.idle-timeout      | -PT5S          | is not between 0 and 3660 days
            filegate.ftp.idle-timeout      | 999999999999d  | is not between 0 and 3660 days
            filegate.ftp.passive.ports     | 60000-50000    | is not a range of ports between 1 and 65535
            filegate.ftp.passive.ports     | 50000-70000    | is not a range of ports between 1 and 65535
            filegate.ftp.passive.ports     | 50000-         | is not a range of ports
            filegate.ftp.passive.address   | a b            | is not a host or network=host
            filegate.ftp.host              | a b            | is neither an address nor a host name
            filegate.limits.sessions       | 0              | is not a whole number from 1
            filegate.ban.exempt            | 10.0.0.0/40    | the prefix length must be 0 to 32
            filegate.ban.time              | 0s             | is no time at all
            filegate.uploads.visibility    | later          | is not known
            filegate.storage.x.type        | nfs            | is not known
            filegate.accounts.x.quota-bytes | 12Q           | is not a size
            filegate.accounts.x.quota-bytes | 99999999T     | is too large
            filegate.accounts.x.quota-files | 1K            | is not a whole number from 0
            filegate.accounts.x.permissions | read, sing    | names "sing", which is not known
            filegate.accounts.x.protocols   | gopher        | names "gopher", which is not known
            filegate.accounts.x.valid-until | tomorrow      | is not a date or time
            filegate.accounts.x.home.path   | a/b           | OK
            filegate.accounts.x.networks    | everywhere    | is not an address or a network
            """)
    void aValueThatCannotBeUsedIsNamedWithARemedy(String key, String value, String words) {
        given.property("filegate.accounts.x.home.storage", "disk")
                .property("filegate.storage.disk.type", "local")
                .property("filegate.storage.disk.root", "/tmp")
                .property("filegate.storage.x.root", "/tmp")
                .property("filegate.storage.x.type", "local")
                .property(key, value);
        if (words.equals("OK")) {
            assertThat(given.problems()).isEmpty();
        } else {
            assertThat(given.problems())
                    .singleElement()
                    .asString()
                    .startsWith("system property " + key + ": " + key + ": ")
                    .contains(words)
                    .contains(value)
                    .contains("; write ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "filegate.sftp.enabled, false",
        "filegate.sftp.port, 2222",
        "filegate.tftp.account, boot",
        "filegate.ftp.tls, off",
        "filegate.ftp.implicit-tls.port, 990",
        "filegate.database.url, embedded",
        "filegate.database.url, jdbc:postgresql://db/filegate",
        "filegate.audit.database, false",
    })
    void whatAsksForNothingNewIsAccepted(String key, String value) {
        given.property(key, value);
        assertThat(given.problems()).isEmpty();
    }

    @Test
    void aLocalStorageHasNoBucket() {
        given.file("filegate: {storage: {disk: {type: local, root: /tmp, bucket: b}}}");
        assertThat(given.problems())
                .containsExactly("1.yaml:1: filegate.storage.disk.bucket: belongs to storages of type s3; remove it");
    }

    @Test
    void aStorageNeedsATypeAndARoot() {
        given.file("filegate:\n  storage:\n    a: {root: /tmp}\n    b: {type: local}\n");
        assertThat(given.problems())
                .containsExactly(
                        "1.yaml:3: filegate.storage.a.type: is missing; write one of `local`, `s3`",
                        "1.yaml:4: filegate.storage.b.root: is missing; name the directory that holds the files");
    }

    @Test
    void anEmptyListIsNotTakenForEverything() {
        given.file("""
                filegate:
                  storage: {disk: {type: local, root: /tmp}}
                  accounts: {jane: {password: x, home: {storage: disk}, permissions: []}}
                """);
        assertThat(given.problems())
                .singleElement()
                .asString()
                .startsWith(
                        "1.yaml:3: filegate.accounts.jane.permissions: is an empty list; leave the key out, or write `all`");
    }

    @Test
    void controlCharactersOfValuesDoNotReachTheTerminal() {
        given.property("filegate.ftp.host", "a\u001b[31mb");
        assertThat(given.problems()).singleElement().asString().contains("a\\x1B[31mb");
    }
}
