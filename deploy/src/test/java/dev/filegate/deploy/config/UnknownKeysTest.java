package dev.filegate.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnknownKeysTest {
    @TempDir
    Path directory;

    private ConfigurationTester given;

    @BeforeEach
    void begin() {
        given = new ConfigurationTester(directory);
    }

    @Test
    void aMistypedKeyInAFileIsNamedWithItsLineAndWhatMayBeMeant() {
        given.file("""
                filegate:
                  ftp:
                    prot: 2121
                """);
        assertThat(given.problems())
                .containsExactly("1.yaml:3: filegate.ftp.prot: is not a known key; did you mean filegate.ftp.port?");
    }

    @Test
    void aMistypedKeyBelowANameKeepsTheName() {
        given.file("""
                filegate:
                  storage: {disk: {type: local, root: /tmp}}
                  accounts:
                    jane.doe:
                      pasword: x
                      home: {storage: disk}
                """);
        assertThat(given.problems())
                .containsExactly("1.yaml:5: filegate.accounts.\"jane.doe\".pasword: is not a known key;"
                        + " did you mean filegate.accounts.\"jane.doe\".password?");
    }

    @Test
    void aMistypedSystemPropertyIsNamed() {
        given.property("filegate.ftp.ports", "1");
        assertThat(given.problems())
                .containsExactly("system property filegate.ftp.ports: filegate.ftp.ports: is not a known key;"
                        + " did you mean filegate.ftp.port?");
    }

    @Test
    void aMistypedVariableIsNamed() {
        given.variable("FILEGATE_FTP_PROT", "1");
        assertThat(given.problems())
                .containsExactly(
                        "environment variable FILEGATE_FTP_PROT: is not a known key; did you mean FILEGATE_FTP_PORT?");
    }

    @Test
    void aKeyFarFromEveryOtherIsAnsweredWithoutAGuess() {
        given.file("filegate: {entirely: {different: 1}}");
        assertThat(given.problems())
                .containsExactly("1.yaml:1: filegate.entirely.different: is not a known key;"
                        + " remove it; docs/configuration.md lists the keys");
    }

    @Test
    void aKeyOutsideOfFilegateDoesNotBelongIntoTheFile() {
        given.file("ftp: {port: 2121}\n");
        assertThat(given.problems())
                .containsExactly("1.yaml:1: ftp.port: is not a known key; all keys are below \"filegate:\"");
    }

    @Test
    void aValueInPlaceOfAGroupIsAnError() {
        given.file("filegate: {ftp: 2121}\n");
        assertThat(given.problems())
                .singleElement()
                .asString()
                .startsWith("1.yaml:1: filegate.ftp: is not a known key");
    }

    @Test
    void anEmptyGroupIsNoError() {
        given.file("filegate:\n  ftp:\n  accounts: {}\n");
        assertThat(given.problems()).isEmpty();
    }

    @Test
    void anEmptyAccountIsNotOverlooked() {
        given.file("filegate:\n  accounts:\n    jane:\n");
        assertThat(given.problems())
                .containsExactly("1.yaml:3: filegate.accounts.jane.home.storage: is missing; write a name");
    }

    @Test
    void variablesOfTheLauncherOfTestsAndOfKubernetesAreNoKeys() {
        given.variable("FILEGATE_JAVA_OPTS", "-Xmx1g")
                .variable("FILEGATE_TEST_S3_ENDPOINT", "http://127.0.0.1:1")
                .variable("FILEGATE_SERVICE_HOST", "10.0.0.1")
                .variable("FILEGATE_FTP_SERVICE_PORT_CONTROL", "21")
                .variable("FILEGATE_FTP_PORT_21_TCP_ADDR", "10.0.0.1")
                .variable("FILEGATE_FTP_PORT", "tcp://10.0.0.1:21");
        assertThat(given.problems()).isEmpty();
        assertThat(given.read().protocols().ftp().getFirst().control().port()).isEqualTo(21);
    }

    @Test
    void allProblemsOfAllPlacesAreReportedAtOnce() {
        given.file("filegate: {ftp: {prot: 1, port: x}}")
                .file("filegate: {sftp: {prot: 1}}")
                .variable("FILEGATE_NONSENSE", "1")
                .property("filegate.nonsense", "1");
        assertThat(given.problems()).hasSize(5);
    }
}
