package dev.filegate.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.AccountRules;
import dev.filegate.core.account.FilePatterns;
import dev.filegate.core.account.Limits;
import dev.filegate.core.account.Mount;
import dev.filegate.core.account.Network;
import dev.filegate.core.account.PathRule;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TimeWindow;
import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.Secret;
import dev.filegate.core.path.PathGlob;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
    private static final String STORAGES =
            "filegate: {storage: {disk: {type: local, root: /tmp}, other: {type: local, root: /tmp}}}";

    @TempDir
    Path directory;

    private ConfigurationTester given;

    @BeforeEach
    void begin() {
        given = new ConfigurationTester(directory).file(STORAGES);
    }

    private AccountRecord jane() {
        return given.read().identities().accounts().getFirst();
    }

    private ConfigurationTester givenJane(String keys) {
        return given.file("filegate:\n  accounts:\n    jane:\n      home: {storage: disk}\n" + keys.indent(6));
    }

    @Test
    void everyKeyOfAnAccountArrives() {
        givenJane("""
                home.path: /partners/jane
                password: secret
                authorized-keys:
                  - from="a,b" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKhsCMXVsGRoqnCLUkVfFVi3GaF+GsiaTNSx+GPlTVaV
                  - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKhsCMXVsGRoqnCLUkVfFVi3GaF+GsiaTNSx+GPlTVaV jane@laptop
                mounts:
                  - at: /pub
                    storage: other
                    path: /public
                    permissions: list read
                authentication: ["publickey,password", password]
                permissions: list,read,write
                protocols: [sftp, ftps]
                networks: 10.0.0.0/8, ::1
                valid-until: 2027-12-31
                max-sessions: 4
                quota-bytes: 10G
                quota-files: 1000
                upload-rate: 1M
                download-rate: 512K
                """);
        Set<Permission> some = Set.of(Permission.LIST, Permission.READ, Permission.WRITE);
        assertThat(jane().account())
                .isEqualTo(new Account(
                        "jane",
                        Account.Kind.NAMED,
                        new Mount(VirtualPath.ROOT, "disk", VirtualPath.parse("/partners/jane"), some),
                        List.of(new Mount(
                                VirtualPath.parse("/pub"),
                                "other",
                                VirtualPath.parse("/public"),
                                Set.of(Permission.LIST, Permission.READ))),
                        new Limits(4, 1 << 20, 512 << 10, 10L << 30, 1000),
                        Set.of(Protocol.SFTP, Protocol.FTPS),
                        List.of(Network.parse("10.0.0.0/8"), Network.parse("::1")),
                        Instant.parse("2028-01-01T00:00:00Z")));
        assertThat(jane().authorizedKeys()).hasSize(2).first().asString().startsWith("from=\"a,b\" ssh-ed25519 ");
        assertThat(jane().authentication())
                .containsExactly(
                        List.of(Credential.Method.PUBLIC_KEY, Credential.Method.PASSWORD),
                        List.of(Credential.Method.PASSWORD));
        assertThat(jane().password().matches(Secret.of("secret"))).isTrue();
        assertThat(jane().password().matches(Secret.of("Secret"))).isFalse();
    }

    @Test
    void everyRuleOfAnAccountArrives() {
        givenJane("""
                password: x
                principals: [jane.doe, ops]
                disabled: true
                paths:
                  - pattern: /in/**
                    permissions: [list, write]
                  - {pattern: "*.bak", permissions: none}
                file-names:
                  allowed: "*.csv, *.xml"
                  denied: ["*.exe"]
                  hidden: [".*", /private/**]
                hours:
                  - mon-fri 08:00-18:00 Europe/Berlin
                  - sat,sun 22:00-06:00
                volume-per-day: 10G
                volume-per-month: 100G
                largest-file: 2G
                """);
        assertThat(jane().account().rules())
                .isEqualTo(new AccountRules(
                        List.of(
                                new PathRule(PathGlob.parse("/in/**"), Set.of(Permission.LIST, Permission.WRITE)),
                                new PathRule(PathGlob.parse("*.bak"), Set.of())),
                        new FilePatterns(
                                List.of(PathGlob.parse("*.csv"), PathGlob.parse("*.xml")),
                                List.of(PathGlob.parse("*.exe")),
                                List.of(PathGlob.parse(".*"), PathGlob.parse("/private/**"))),
                        List.of(
                                TimeWindow.parse("mon-fri 08:00-18:00 Europe/Berlin"),
                                TimeWindow.parse("sat,sun 22:00-06:00")),
                        true));
        assertThat(jane().account().limits()).isEqualTo(new Limits(0, 0, 0, 0, 0, 10L << 30, 100L << 30, 2L << 30));
        assertThat(jane().principals()).containsExactly("jane.doe", "ops");
    }

    @Test
    void rulesMayBeGivenByEnvironmentVariables() {
        givenJane("password: x")
                .variable("FILEGATE_ACCOUNTS_JANE_PATHS_0_PATTERN", "/in/**")
                .variable("FILEGATE_ACCOUNTS_JANE_PATHS_0_PERMISSIONS", "list,write")
                .variable("FILEGATE_ACCOUNTS_JANE_FILE_NAMES_DENIED", "*.exe,*.dll")
                .variable("FILEGATE_ACCOUNTS_JANE_HOURS", "daily 08:00-18:00")
                .variable("FILEGATE_ACCOUNTS_JANE_LARGEST_FILE", "1M");
        AccountRules rules = jane().account().rules();
        assertThat(rules.paths()).hasSize(1);
        assertThat(rules.files().denied()).hasSize(2);
        assertThat(rules.hours()).containsExactly(TimeWindow.parse("daily 08:00-18:00"));
        assertThat(jane().account().limits().largestFile()).isEqualTo(1 << 20);
    }

    @Test
    void aMistakeInARuleIsNamedByPlaceKeyAndRemedy() {
        givenJane("""
                password: x
                paths:
                  - pattern: /in/../out
                    permissions: [list, wirte]
                  - permissions: read
                file-names: {denied: ["*.exe", ".."], hiden: a}
                hours: mon-fri 8-18
                largest-file: 10X
                """);
        assertThat(given.problems())
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem)
                                .startsWith("2.yaml:7: filegate.accounts.jane.paths[0].pattern: \"/in/../out\": ")
                                .endsWith("; write a pattern like `/in/**`, `/in/*.csv` or `*.exe`"),
                        problem -> assertThat(problem)
                                .startsWith("2.yaml:8: filegate.accounts.jane.paths[0].permissions: ")
                                .contains("names \"wirte\", which is not known"),
                        problem -> assertThat(problem).contains("filegate.accounts.jane.paths[1].pattern: is missing"),
                        problem -> assertThat(problem)
                                .startsWith("2.yaml:10: filegate.accounts.jane.file-names.denied: ")
                                .contains("\"..\" matches no file"),
                        problem -> assertThat(problem)
                                .startsWith("2.yaml:10: filegate.accounts.jane.file-names.hiden: ")
                                .contains("did you mean")
                                .contains("file-names.hidden"),
                        problem -> assertThat(problem)
                                .startsWith("2.yaml:11: filegate.accounts.jane.hours: \"mon-fri 8-18\"")
                                .contains("write a list of time windows"),
                        problem -> assertThat(problem)
                                .startsWith("2.yaml:12: filegate.accounts.jane.largest-file: \"10X\" is not a size"));
    }

    @Test
    void anAccountMayDoEverythingUnlessToldOtherwise() {
        givenJane("password: x");
        assertThat(jane().account().home().permissions()).isEqualTo(EnumSet.allOf(Permission.class));
        assertThat(jane().account().home().path()).isEqualTo(VirtualPath.ROOT);
        assertThat(jane().account().protocols()).isEqualTo(EnumSet.allOf(Protocol.class));
        assertThat(jane().account().networks()).isEmpty();
        assertThat(jane().account().validUntil()).isEqualTo(Instant.MAX);
        assertThat(jane().account().limits()).isEqualTo(Limits.NONE);
        assertThat(jane().account().rules()).isEqualTo(AccountRules.NONE);
    }

    @Test
    void keysAndWaysToLogInAreChecked() {
        givenJane("authorized-keys: [hello]\nauthentication: [\"publickey,otp\"]");
        assertThat(given.problems())
                .anySatisfy(problem -> assertThat(problem).contains("[options] type key [comment]"))
                .anySatisfy(problem -> assertThat(problem).contains("publickey and password"))
                .hasSize(2);
    }

    @Test
    void noneIsNoPermissionAtAll() {
        givenJane("permissions: none");
        assertThat(jane().account().home().permissions()).isEmpty();
    }

    @Test
    void aMountAllowsWhatTheAccountMayDo() {
        givenJane("permissions: [list, read]\nmounts: [{at: /x, storage: other}]");
        assertThat(jane().account().permissionsAt(VirtualPath.parse("/x")))
                .containsExactlyInAnyOrder(Permission.LIST, Permission.READ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{bcrypt}$2b$04$abcdefghijklmnopqrstuuS4u0cV3lIHtMWxHAT3F5W3m4JQK8jFa",
                "{crypt}$6$rounds=1000$saltsalt$nonsense",
            })
    void aHashIsNeverExpandedAndNeverShown(String hash) {
        givenJane("password: \"" + hash + "\"");
        assertThat(given.problems().toString()).doesNotContain(hash.substring(12));
    }

    @Test
    void aPasswordMayHoldDollarsAndBraces() {
        givenJane("password: \"a${HOME}b\\\\c$$\"").variable("HOME", "/root");
        assertThat(jane().password().matches(Secret.of("a${HOME}b\\c$$"))).isTrue();
    }

    @Test
    void aBadHashIsNotShown() {
        givenJane("password: \"{bcrypt}hunter2\"");
        assertThat(given.problems())
                .singleElement()
                .asString()
                .startsWith("2.yaml:5: filegate.accounts.jane.password: ")
                .doesNotContain("hunter2");
    }

    @Test
    void aPasswordMayBeInAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "geheim\n");
        givenJane("password-file: " + file);
        assertThat(jane().password().matches(Secret.of("geheim"))).isTrue();
    }

    @Test
    void aPasswordFileThatIsNotThereIsAProblem() {
        givenJane("password-file: /does/not/exist");
        assertThat(given.problems())
                .containsExactly("2.yaml:5: filegate.accounts.jane.password-file: \"/does/not/exist\" cannot be read"
                        + " (NoSuchFile); name a readable file that holds the secret");
    }

    @Test
    void aPasswordAndAFileInOnePlaceAreAProblem() {
        givenJane("password: a\npassword-file: b");
        assertThat(given.problems())
                .containsExactly("2.yaml:5: filegate.accounts.jane.password: is given both as a value and as a file;"
                        + " keep one of them");
    }

    @Test
    void aPasswordOfAHigherPlaceReplacesAFileOfALowerOne() {
        givenJane("password-file: /does/not/exist").variable("FILEGATE_ACCOUNTS_JANE_PASSWORD", "x");
        assertThat(jane().password().matches(Secret.of("x"))).isTrue();
    }

    @Test
    void aStorageThatIsNotConfiguredIsAProblem() {
        given.file("filegate: {accounts: {jane: {password: x, home: {storage: dsik}}}}");
        assertThat(given.problems())
                .containsExactly("2.yaml:1: filegate.accounts.jane.home.storage: \"dsik\" is not a storage that is"
                        + " configured; did you mean \"disk\"?");
    }

    @Test
    void aMountNeedsItsPlaceAndItsStorage() {
        givenJane("password: x\nmounts: [{path: /a}]");
        assertThat(given.problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem)
                        .contains("filegate.accounts.jane.mounts[0].")
                        .contains("is missing"));
    }

    @Test
    void twoMountsAtOnePlaceAreAProblem() {
        givenJane("password: x\nmounts: [{at: /a, storage: disk}, {at: a/, storage: other}]");
        assertThat(given.problems()).singleElement().asString().contains("mounts[1].at: \"/a\" is taken already");
    }

    @Test
    void anAccountWithoutAProofIsWarnedAbout() {
        givenJane("");
        assertThat(given.read().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("\"jane\" has neither a password nor keys"));
    }

    @Test
    void noAccountsAtAllAreWarnedAbout() {
        assertThat(given.read().warnings())
                .anySatisfy(warning -> assertThat(warning).startsWith("no accounts are declared"));
    }

    @Test
    void anonymousVisitorsSeeTheirStorage() {
        given.file("filegate: {anonymous: {enabled: true, upload: dropbox, home: {storage: disk, path: /pub}}}");
        assertThat(given.read().identities().anonymous()).hasSize(1);
    }

    @Test
    void anonymousVisitorsNeedAStorage() {
        given.file("filegate: {anonymous: {enabled: true}}");
        assertThat(given.problems()).singleElement().asString().contains("filegate.anonymous.home.storage: is missing");
    }

    @Test
    void anAccountCannotHaveAVisitorsName() {
        given.file("filegate: {anonymous: {enabled: true, home: {storage: disk}},"
                + " accounts: {FTP: {password: x, home: {storage: disk}}}}");
        assertThat(given.problems()).singleElement().asString().contains("\"FTP\" is a name of anonymous visitors");
    }
}
