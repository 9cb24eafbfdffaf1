package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.auth.Credential;
import dev.filegate.core.session.Session.LoginResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoginCommandsTest {
    @Test
    void asksForAPasswordWhoeverItIs() {
        try (Handled handled = Handled.stranger()) {
            assertThat(handled.expect(331, "USER nobody")).containsExactly("password for nobody, please");
            assertThat(handled.expect(331, "user anonymous").getFirst()).contains("mail address");
        }
    }

    @Test
    void letsInWhoKnowsThePassword() {
        try (Handled handled = Handled.alice()) {
            assertThat(handled.core().loggedIn()).isTrue();
            handled.expect(257, "PWD");
        }
    }

    @Test
    void demandsUserBeforePass() {
        try (Handled handled = Handled.stranger()) {
            handled.expect(503, "PASS secret");
            handled.expect(331, "USER alice");
            handled.expect(530, "PASS wrong");
            handled.expect(503, "PASS secret");
        }
    }

    @Test
    void takesAnEmptyPasswordForOne() {
        try (Handled handled = Handled.stranger()) {
            handled.expect(331, "USER alice");
            handled.expect(530, "PASS");
            assertThat(handled.core().credentials()).singleElement().isInstanceOf(Credential.Password.class);
        }
    }

    @Test
    void keepsSpacesInPasswords() {
        try (Handled handled = Handled.stranger()) {
            handled.expect(331, "USER alice");
            handled.expect(530, "PASS  secret");
            handled.expect(331, "USER alice");
            handled.expect(530, "PASS secret ");
        }
    }

    @Test
    void endsTheConnectionWhenTheDoorSaysSo() {
        try (Handled handled = Handled.stranger()) {
            handled.sessions().answerLogins(new LoginResult.Rejected("login incorrect", Duration.ZERO, true));
            handled.expect(331, "USER alice");
            assertThat(handled.handle("PASS wrong"))
                    .isEqualTo(new Outcome.Close(Outcome.Reply.of(421, "login incorrect; goodbye")));
        }
    }

    @Test
    void refusesAnAccountThatNeedsMoreThanAPassword() {
        try (Handled handled = Handled.stranger()) {
            handled.sessions().answerLogins(new LoginResult.MoreNeeded(Set.of(Credential.Method.ADDRESS)));
            handled.expect(331, "USER alice");
            handled.expect(530, "PASS secret");
        }
    }

    @Test
    void beginsAnewWithASecondUser() {
        try (Handled handled = Handled.alice()) {
            handled.expect(257, "MKD d");
            handled.expect(250, "CWD d");
            handled.expect(331, "USER alice");
            handled.expect(530, "PWD");
            handled.login();
            assertThat(handled.expect(257, "PWD").getFirst()).startsWith("\"/\"");
        }
    }

    @Test
    void forgetsEverythingOnRein() {
        try (Handled handled = Handled.alice()) {
            handled.expect(200, "TYPE I");
            handled.expect(200, "MODE Z");
            handled.expect(229, "EPSV");
            handled.expect(200, "EPSV ALL");
            handled.expect(220, "REIN");
            handled.expect(530, "PWD");
            assertThat(handled.core().loggedIn()).isFalse();
            handled.login();
            assertThat(handled.session().settings().type()).isEqualTo(TransferSettings.Type.ASCII);
            assertThat(handled.session().settings().mode()).isEqualTo(TransferSettings.Mode.STREAM);
            handled.expect(425, "NLST");
            handled.expect(227, "PASV");
        }
    }

    @Test
    void needsNoAccount() {
        try (Handled handled = Handled.stranger()) {
            handled.expect(202, "ACCT x");
        }
    }

    @Test
    void greetsWithLoginAndDirectoryMessage() {
        FtpConfig config = TestServer.config().with(new FtpConfig.Texts("hi", "be\nnice"));
        try (Handled handled = Handled.stranger(config)) {
            handled.put("/.message", "at home\n");
            handled.expect(331, "USER alice");
            assertThat(handled.expect(230, "PASS secret"))
                    .containsExactly("be", "nice", "at home", "logged in as alice");
        }
    }

    @Test
    void refusesNearlyEverythingBeforeTheLogin() {
        Set<FtpCommand> open = Set.of(
                FtpCommand.USER,
                FtpCommand.PASS,
                FtpCommand.ACCT,
                FtpCommand.REIN,
                FtpCommand.QUIT,
                FtpCommand.ABOR,
                FtpCommand.NOOP,
                FtpCommand.SYST,
                FtpCommand.FEAT,
                FtpCommand.OPTS,
                FtpCommand.HELP,
                FtpCommand.LANG,
                FtpCommand.HOST,
                FtpCommand.CLNT,
                FtpCommand.CSID,
                FtpCommand.AUTH,
                FtpCommand.ADAT,
                FtpCommand.PBSZ,
                FtpCommand.PROT,
                FtpCommand.CCC,
                FtpCommand.MIC,
                FtpCommand.CONF,
                FtpCommand.ENC);
        try (Handled handled = Handled.stranger()) {
            for (FtpCommand command : FtpCommand.values()) {
                if (!open.contains(command)) {
                    handled.expect(530, command.name());
                    handled.expect(530, command.name() + " x");
                }
            }
        }
    }

    @Test
    void saysGoodbye() {
        try (Handled handled = Handled.stranger()) {
            assertThat(handled.expect(221, "QUIT")).isEqualTo(List.of("goodbye"));
        }
    }
}
