package dev.filegate.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Permission;
import dev.filegate.core.auth.AccountRecord;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
    private static final String JANE = """
            filegate:
              storage: {disk: {type: local, root: /tmp}}
              accounts:
                jane.doe: {home: {storage: disk}, password: x, permissions: [list, read, write]}
            """;

    @TempDir
    Path directory;

    private ConfigurationTester given;

    @BeforeEach
    void begin() {
        given = new ConfigurationTester(directory);
    }

    private int ftpPort() {
        return given.read().protocols().ftp().getFirst().control().port();
    }

    private Account account() {
        return given.read().identities().accounts().stream()
                .map(AccountRecord::account)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void laterFilesWin() {
        given.file("filegate: {ftp: {port: 1001}}").file("filegate: {ftp: {port: 1002}}");
        assertThat(ftpPort()).isEqualTo(1002);
    }

    @Test
    void variablesWinOverFiles() {
        given.file("filegate: {ftp: {port: 1001}}").variable("FILEGATE_FTP_PORT", "1003");
        assertThat(ftpPort()).isEqualTo(1003);
    }

    @Test
    void systemPropertiesWinOverVariables() {
        given.variable("FILEGATE_FTP_PORT", "1003").property("filegate.ftp.port", "1004");
        assertThat(ftpPort()).isEqualTo(1004);
    }

    @Test
    void anEmptyVariableIsNotSet() {
        given.variable("FILEGATE_FTP_PORT", "");
        assertThat(ftpPort()).isEqualTo(21);
    }

    @Test
    void aKeyMayBeWrittenInOneLine() {
        given.file("filegate.ftp.port: 1001\n");
        assertThat(ftpPort()).isEqualTo(1001);
    }

    @Test
    void aVariableFindsTheNameOfADeclaredAccount() {
        given.file(JANE).variable("FILEGATE_ACCOUNTS_JANE_DOE_MAX_SESSIONS", "3");
        assertThat(account().limits().sessions()).isEqualTo(3);
        assertThat(account().name()).isEqualTo("jane.doe");
    }

    @Test
    void aVariableInTheSpellingOfSmallRyeIsTheSame() {
        given.file(JANE).variable("FILEGATE_ACCOUNTS__JANE_DOE__MAX_SESSIONS", "3");
        assertThat(account().limits().sessions()).isEqualTo(3);
    }

    @Test
    void variablesAloneDeclareAnAccountInSmallLetters() {
        given.variable("FILEGATE_STORAGE_DISK_TYPE", "local")
                .variable("FILEGATE_STORAGE_DISK_ROOT", "/tmp")
                .variable("FILEGATE_ACCOUNTS_SCAN_1_HOME_STORAGE", "disk")
                .variable("FILEGATE_ACCOUNTS_SCAN_1_PASSWORD", "x")
                .variable("FILEGATE_ACCOUNTS_SCAN_1_MOUNTS_0_AT", "/in")
                .variable("FILEGATE_ACCOUNTS_SCAN_1_MOUNTS_0__STORAGE", "disk");
        assertThat(account().name()).isEqualTo("scan_1");
        assertThat(account().mounts())
                .singleElement()
                .satisfies(mount -> assertThat(mount.at()).hasToString("/in"));
    }

    @Test
    void aListComesWholeFromThePlaceThatWins() {
        given.file(JANE).file("filegate: {accounts: {jane.doe: {permissions: [list]}}}");
        assertThat(account().permissionsAt(account().home().at())).containsExactly(Permission.LIST);
    }

    @Test
    void aTextReplacesAList() {
        given.file(JANE).variable("FILEGATE_ACCOUNTS_JANE_DOE_PERMISSIONS", "list, delete");
        assertThat(account().permissionsAt(account().home().at()))
                .containsExactlyInAnyOrder(Permission.LIST, Permission.DELETE);
    }

    @Test
    void valuesMayNameOtherKeysAndVariables() {
        given.file("""
                        filegate:
                          storage: {disk: {type: local, root: "${filegate.home}/${PART}"}}
                        """).variable("PART", "part");
        assertThat(given.read().storages().local().getFirst().config().root())
                .isEqualTo(directory.resolve("home/part"));
    }

    @Test
    void aNameWithoutAValueIsAProblem() {
        given.file("filegate: {ftp: {banner: \"hello ${NOBODY}\"}}");
        assertThat(given.problems())
                .containsExactly("1.yaml:1: filegate.ftp.banner: \"hello ${NOBODY}\" names a ${…} that has no value;"
                        + " give it a value, or write a default as in ${NAME:default}");
    }

    @Test
    void yamlsOwnIdeasOfValuesDoNotChangeThem() {
        given.file("filegate: {ftp: {tls: off, banner: 007, ascii: no}}");
        assertThat(given.read().protocols().ftp().getFirst().texts().banner()).isEqualTo("007");
        assertThat(given.read().protocols().ftp().getFirst().ascii()).isFalse();
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        given.path(directory.resolve("none.yaml"));
        assertThat(given.problems()).containsExactly("none.yaml: does not exist; check the path given with --config");
    }

    @Test
    void aDirectoryInPlaceOfAFileIsAProblem() {
        given.path(directory);
        assertThat(given.problems()).singleElement().asString().contains("cannot be read");
    }

    @Test
    void brokenYamlIsAProblemWithItsLine() {
        given.file("filegate:\n  ftp: {port: 21\n");
        assertThat(given.problems()).singleElement().asString().startsWith("1.yaml:3: is not YAML: ");
    }

    @Test
    void aKeyGivenTwiceInAFileIsAProblemWithBothLines() {
        given.file("filegate:\n  ftp:\n    port: 21\n    port: 22\n");
        assertThat(given.problems())
                .containsExactly(
                        "1.yaml:4: filegate.ftp.port: is given a second time (first at 1.yaml:3); keep one of them");
    }

    @Test
    void anAliasThatContainsItselfIsAProblem() {
        given.file("filegate: &a\n  ftp: *a\n");
        assertThat(given.problems()).anySatisfy(problem -> assertThat(problem).contains("nested too deeply"));
    }

    @Test
    void aFileOfOneTextIsAProblem() {
        given.file("hello\n");
        assertThat(given.problems()).singleElement().asString().contains("holds no keys");
    }

    @Test
    void anEmptyFileGivesNothing() {
        given.file("# nothing\n");
        assertThat(ftpPort()).isEqualTo(21);
    }
}
