package dev.filegate.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.ftp.FtpConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsistencyCheckTest {
    @TempDir
    Path directory;

    private ConfigurationTester given;

    @BeforeEach
    void begin() {
        given = new ConfigurationTester(directory);
    }

    @Test
    void twoListenersCannotHaveOnePort() {
        given.file("filegate:\n  ftp:\n    port: 9000\n");
        assertThat(given.problems())
                .containsExactly("1.yaml:3: filegate.ftp.port: port 9000 is also that of filegate.management.port;"
                        + " give one of them another port");
    }

    @Test
    void onePortOnTwoAddressesIsFine() {
        given.file("filegate: {ftp: {host: 127.0.0.2, port: 9000}}");
        assertThat(given.problems()).isEmpty();
    }

    @Test
    void anyFreePortNeverClashes() {
        given.file("filegate: {ftp: {port: 0}, management: {port: 0}}");
        assertThat(given.problems()).isEmpty();
    }

    @Test
    void thePassiveRangeHoldsNoListener() {
        given.file("filegate: {ftp: {passive: {ports: 8900-10000}}}");
        assertThat(given.problems())
                .containsExactly("1.yaml:1: filegate.ftp.passive.ports: 8900-10000 holds port 9000,"
                        + " which is filegate.management.port; choose a range beside it");
    }

    @Test
    void aRootThatIsAFileIsAProblem() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        given.file("filegate: {storage: {disk: {type: local, root: " + file + "}}}");
        assertThat(given.problems()).singleElement().asString().contains("is not a directory");
    }

    @Test
    void aRootBelowAFileIsAProblem() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        given.file("filegate: {storage: {disk: {type: local, root: " + file + "/deep}}}");
        assertThat(given.problems()).singleElement().asString().contains("is not a directory");
    }

    @Test
    void aRootThatCanBeCreatedIsFine() {
        given.file("filegate: {storage: {disk: {type: local, root: " + directory + "/a/b}}}");
        assertThat(given.problems()).isEmpty();
        assertThat(directory.resolve("a")).doesNotExist();
    }

    @Test
    void aHomeThatIsAFileIsAProblem() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        given.property("filegate.home", file.toString());
        assertThat(given.problems()).singleElement().asString().contains("filegate.home");
    }

    @Test
    void anAuditFileWithoutADirectoryIsAProblem() {
        given.file("filegate: {audit: {xferlog: " + directory + "/none/xferlog}}");
        assertThat(given.problems())
                .containsExactly(
                        "1.yaml:1: filegate.audit.xferlog: \"none\" is not a directory that exists; create it");
    }

    @Test
    void nothingToServeIsAProblem() {
        given.file("filegate: {ftp: {enabled: false}, sftp: {enabled: false}}");
        assertThat(given.problems())
                .containsExactly(
                        "1.yaml:1: filegate.ftp.enabled: leaves nothing to serve; set filegate.ftp.enabled to true");
    }

    @Test
    void anAdminApiThatOthersCanReachIsWarnedAbout() {
        given.file("filegate: {admin: {host: 0.0.0.0}}");
        assertThat(given.read().warnings())
                .anyMatch(warning -> warning.startsWith("filegate.admin.host: the admin API is served to 0.0.0.0"));
    }

    @Test
    void theAdminApiNeedsAPortOfItsOwn() {
        given.file("filegate: {admin: {port: 9000}}");
        assertThat(given.problems()).anyMatch(problem -> problem.contains("port 9000 is also that of"));
    }

    @Test
    void passwordsInTheClearAreWarnedAbout() {
        given.property("filegate.ftp.tls", "off");
        assertThat(given.read().warnings())
                .anySatisfy(warning -> assertThat(warning).startsWith("FTP is served without encryption"));
    }

    @Test
    void implicitTlsIsServedOnceItsPortIsNamed() {
        assertThat(given.read().protocols().ftp().getFirst().tls().implicitPort())
                .isEqualTo(FtpConfig.Tls.NO_PORT);
        given.property("filegate.ftp.implicit-tls.port", "2991");
        assertThat(given.read().protocols().ftp().getFirst().tls().implicitPort())
                .isEqualTo(2991);
        given.property("filegate.ftp.implicit-tls.enabled", "false");
        assertThat(given.read().protocols().ftp().getFirst().tls().implicitPort())
                .isEqualTo(FtpConfig.Tls.NO_PORT);
    }

    @Test
    void certificatesAndKeysComeInPairs() {
        given.property("filegate.tls.certificate", "/nowhere/c.pem");
        assertThat(given.problems()).singleElement().asString().contains("1 certificates and 0 private keys");
    }

    @Test
    void certificatesThatCannotBeReadAreFoundBeforeTheStart() {
        given.property("filegate.tls.certificate", "/nowhere/c.pem")
                .property("filegate.tls.private-key", "/nowhere/k.pem");
        assertThat(given.problems()).singleElement().asString().contains("/nowhere/c.pem: no such file");
    }

    @Test
    void clientCertificatesNeedAuthorities() {
        given.property("filegate.ftp.client-certificates", "required");
        assertThat(given.problems()).singleElement().asString().contains("filegate.ftp.client-authorities");
    }

    @Test
    void quickstartListensOnLoopbackWhateverIsConfigured() {
        given.quickstart().variable("FILEGATE_FTP_HOST", "0.0.0.0").property("filegate.management.host", "::");
        GatewayConfiguration configuration = given.read();
        assertThat(configuration.protocols().ftp().getFirst().control().host()).isEqualTo("127.0.0.1");
        assertThat(configuration.management().host()).isEqualTo("127.0.0.1");
        assertThat(configuration.warnings())
                .hasSize(2)
                .allSatisfy(warning -> assertThat(warning).contains("quickstart listens on 127.0.0.1 only"));
    }

    @Test
    void quickstartMayListenOnAnotherLoopbackAddress() {
        given.quickstart().variable("FILEGATE_FTP_HOST", "::1").property("filegate.management.host", "127.0.0.5");
        assertThat(given.read().warnings()).isEmpty();
        assertThat(given.read().protocols().ftp().getFirst().control().host()).isEqualTo("::1");
    }

    @Test
    void quickstartBringsAnAccountAndAStorage() {
        given.quickstart();
        assertThat(given.read().identities().accounts())
                .singleElement()
                .satisfies(record -> assertThat(record.account().name()).isEqualTo("demo"));
        assertThat(given.read().storages().local())
                .singleElement()
                .satisfies(storage -> assertThat(storage.config().root()).isEqualTo(directory.resolve("home/files")));
    }
}
