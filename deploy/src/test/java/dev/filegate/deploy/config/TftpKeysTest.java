package dev.filegate.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Network;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.tftp.NameRewrite;
import dev.filegate.tftp.PortRange;
import dev.filegate.tftp.Rollover;
import dev.filegate.tftp.TftpConfig;
import dev.filegate.tftp.TftpConfig.Access;
import dev.filegate.tftp.TftpConfig.Bounds;
import dev.filegate.tftp.TftpConfig.ClientRule;
import dev.filegate.tftp.TftpConfig.Listen;
import dev.filegate.tftp.TftpConfig.Tuning;
import dev.filegate.tftp.TftpOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TftpKeysTest {
    @TempDir
    Path directory = Path.of("");

    private ConfigurationTester given = new ConfigurationTester(directory);

    @BeforeEach
    void begin() {
        given = new ConfigurationTester(directory);
    }

    private TftpConfig tftp() {
        return given.read().protocols().tftp().getFirst();
    }

    @Test
    void whatIsNotConfiguredIsAsTheProtocolHasIt() {
        given.property("filegate.tftp.enabled", "true").property("filegate.tftp.account", "boot");

        assertThat(tftp()).isEqualTo(TftpConfig.of("0.0.0.0", 69, Access.reading("boot")));
    }

    @Test
    void quickstartServesTheDemoAccountOnLoopback() {
        given.quickstart();

        assertThat(tftp()).isEqualTo(TftpConfig.of("127.0.0.1", 6969, Access.reading("demo")));
    }

    @Test
    void serveDoesNotServeItUnlessAsked() {
        assertThat(given.read().protocols().tftp()).isEmpty();
    }

    @Test
    void everyKeyHasItsPlace() {
        given.file("""
                filegate:
                  tftp:
                    enabled: true
                    host: 192.0.2.1
                    port: 1069
                    account: boot
                    write: true
                    overwrite: true
                    single-port: true
                    ports: 4000-4999
                    max-window: 16
                    max-block: 1428
                    timeout: 500ms
                    retries: 3
                    rollover: 1
                    lifetime: 10m
                    transfers: 20
                    transfers-per-address: 2
                    requests-per-second: 5
                    max-size: 16M
                    cache: 1M
                    clients:
                      - networks: [10.0.0.0/8, "fd00::/8"]
                        account: phones
                        root: /phones/config
                        write: false
                        options-refused: [blksize, windowsize]
                      - networks: 192.0.2.0/24
                    rewrite:
                      - { pattern: '\\\\', replacement: '/', on: get }
                      - { pattern: '^/?boot/(.*)$', replacement: '$1' }
                      - { pattern: '^tmp-' , on: put}
                """);

        TftpConfig config = tftp();
        Access common = new Access("boot", VirtualPath.ROOT, true, true, Set.of());
        assertThat(config.listen()).isEqualTo(new Listen("192.0.2.1", 1069, true, new PortRange(4000, 4999)));
        assertThat(config.access()).isEqualTo(common);
        assertThat(config.tuning())
                .isEqualTo(new Tuning(1428, 16, Duration.ofMillis(500), 3, Rollover.TO_ONE, Duration.ofMinutes(10)));
        assertThat(config.bounds()).isEqualTo(new Bounds(20, 2, 5, 16 << 20, 1 << 20));
        assertThat(config.clients())
                .containsExactly(
                        new ClientRule(
                                List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8")),
                                new Access(
                                        "phones",
                                        VirtualPath.parse("/phones/config"),
                                        false,
                                        true,
                                        Set.of(TftpOption.BLKSIZE, TftpOption.WINDOWSIZE))),
                        new ClientRule(List.of(Network.parse("192.0.2.0/24")), common));
        assertThat(config.rewrites())
                .extracting(rule -> rule.pattern().pattern(), NameRewrite::replacement, NameRewrite::on)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("\\\\", "/", NameRewrite.On.GET),
                        org.assertj.core.groups.Tuple.tuple("^/?boot/(.*)$", "$1", NameRewrite.On.BOTH),
                        org.assertj.core.groups.Tuple.tuple("^tmp-", "", NameRewrite.On.PUT));
    }

    @Test
    void whatCannotWorkIsSaidInWords() {
        given.file("""
                filegate:
                  tftp:
                    enabled: true
                    account: boot
                    timeout: 1ms
                    clients:
                      - { account: x }
                      - { networks: 10.0.0.0/8, options-refused: blocksize }
                    rewrite:
                      - { replacement: x }
                      - { pattern: '(' }
                      - { pattern: 'a', replacement: '$1' }
                """);

        assertThat(given.problems())
                .anySatisfy(problem -> assertThat(problem).contains("filegate.tftp.timeout: is shorter"))
                .anySatisfy(problem -> assertThat(problem).contains("filegate.tftp.clients[0].networks: is missing"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("filegate.tftp.clients[1].options-refused: ")
                        .contains("blocksize"))
                .anySatisfy(problem -> assertThat(problem).contains("filegate.tftp.rewrite[0].pattern: is missing"))
                .anySatisfy(problem -> assertThat(problem).contains("filegate.tftp.rewrite[1].pattern: "))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("filegate.tftp.rewrite[2].pattern: ")
                        .contains("$1"))
                .hasSize(6);
    }

    @Test
    void servingWithoutAnAccountIsAProblem() {
        given.property("filegate.tftp.enabled", "true");

        assertThat(given.problems())
                .singleElement()
                .asString()
                .contains("filegate.tftp.enabled: serves nobody")
                .contains("filegate.tftp.account");
    }

    @Test
    void anAccountThatIsNotDeclaredIsAWarning() {
        given.property("filegate.tftp.enabled", "true").property("filegate.tftp.account", "boot");

        assertThat(given.read().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("\"boot\"").contains("not declared"));
    }
}
