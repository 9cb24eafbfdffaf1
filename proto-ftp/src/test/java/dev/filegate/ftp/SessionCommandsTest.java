package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.session.Sessions;
import dev.filegate.core.storage.QuotaUsage;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionCommandsTest {
    private final Handled handled = Handled.alice();

    @AfterEach
    void close() {
        handled.close();
    }

    @Test
    void listsFeaturesOneByOne() {
        List<String> lines = handled.expect(211, "FEAT");
        assertThat(lines).first().isEqualTo("Features:");
        assertThat(lines).last().isEqualTo("End");
        assertThat(lines.subList(1, lines.size() - 1))
                .allMatch(line -> line.startsWith(" ") && !line.startsWith("  "))
                .contains(" SIZE", " MDTM", " REST STREAM", " TVFS", " UTF8", " EPSV", " EPRT", " HOST", " LANG EN*")
                .contains(" MODE Z", " RANG STREAM", " CLNT", " CSID", " AVBL", " COMB", " XCRC", " XMD5", " XSHA512")
                .contains(" MFF modify;UNIX.mode;", " MFMT", " HASH SHA-512;SHA-256*;SHA-1;MD5;CRC32");
    }

    @Test
    void marksWhatIsSelectedAmongTheFeatures() {
        handled.expect(200, "OPTS HASH SHA-512");
        handled.expect(200, "OPTS MLST type;");
        assertThat(handled.expect(211, "FEAT"))
                .contains(" HASH SHA-512*;SHA-256;SHA-1;MD5;CRC32")
                .anyMatch(line -> line.startsWith(" MLST type*;size;"));
    }

    @Test
    void helps() {
        assertThat(String.join("\n", handled.expect(214, "HELP"))).contains("RETR", "SMNT*");
        assertThat(handled.expect(214, "HELP retr")).containsExactly("Syntax: RETR <path>");
        assertThat(handled.expect(214, "HELP SITE")).anyMatch(line -> line.contains("SITE CHMOD"));
        assertThat(handled.expect(214, "SITE HELP")).anyMatch(line -> line.contains("SITE UTIME"));
        handled.expect(502, "HELP FOO");
    }

    @Test
    void saysWhatItIs() {
        assertThat(handled.expect(215, "SYST")).containsExactly("UNIX Type: L8");
        handled.expect(200, "NOOP");
        handled.expect(200, "NOOP whatever");
    }

    @Test
    void knowsOneLanguage() {
        handled.expect(200, "LANG");
        handled.expect(200, "LANG en");
        handled.expect(200, "LANG EN-gb");
        handled.expect(504, "LANG DE");
        handled.expect(501, "LANG ???");
    }

    @Test
    void takesAHostBeforeTheLoginOnly() {
        handled.expect(503, "HOST ftp.example.org");
        try (Handled stranger = Handled.stranger()) {
            stranger.expect(220, "HOST ftp.example.org");
            stranger.expect(220, "HOST [2001:db8::1]");
            stranger.expect(501, "HOST a b");
            stranger.expect(501, "HOST");
            stranger.expect(331, "USER alice");
            stranger.expect(503, "HOST ftp.example.org");
        }
    }

    @Test
    void notesWhatProgramsSayAboutThemselves() {
        handled.expect(200, "CLNT NcFTP 3.2.6");
        assertThat(handled.core().notes()).containsEntry("client", "NcFTP 3.2.6");
        assertThat(handled.expect(200, "CSID Name=FTP Voyager; Version=15;").getFirst())
                .startsWith("Name=Filegate;");
        assertThat(handled.core().notes()).containsEntry("client", "Name=FTP Voyager; Version=15;");
        handled.expect(501, "CSID x");
    }

    @Test
    void tellsTheStateOfThings() {
        assertThat(handled.expect(211, "STAT"))
                .anyMatch(line -> line.contains("logged in as alice"))
                .anyMatch(line -> line.contains("ASCII"));
    }

    @Test
    void listsOverTheControlConnection() {
        handled.put("/f", "x");
        handled.expect(257, "MKD d");
        handled.put("/d/g", "x");
        assertThat(handled.expect(213, "STAT f"))
                .hasSize(3)
                .element(1)
                .asString()
                .endsWith(" f");
        assertThat(handled.expect(212, "STAT d"))
                .hasSize(3)
                .element(1)
                .asString()
                .endsWith(" g");
        handled.expect(212, "STAT -l");
        handled.expect(213, "STAT -l f");
        handled.expect(550, "STAT missing");
    }

    @Test
    void showsOwnSessionsOnly() {
        FakeSessions other = handled.sessions();
        assertThat(other.open(
                        Protocol.SFTP,
                        new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 1),
                        new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 2),
                        () -> {}))
                .isInstanceOf(Sessions.Admission.Admitted.class);
        assertThat(handled.expect(200, "SITE WHO"))
                .hasSize(3)
                .element(1)
                .asString()
                .containsPattern(" s1 ftp from 127\\.0\\.0\\.1 since [0-9T:-]{19}Z: ");
    }

    @Test
    void changesTheIdleTimeoutWithinBounds() {
        assertThat(handled.expect(200, "SITE IDLE").getFirst()).contains("30 seconds");
        handled.expect(200, "SITE IDLE 10");
        assertThat(handled.session().idleTimeout()).isEqualTo(Duration.ofSeconds(10));
        handled.expect(501, "SITE IDLE 0");
        handled.expect(501, "SITE IDLE 31");
        handled.expect(501, "SITE IDLE x");
    }

    @Test
    void tellsTheQuota() {
        assertThat(handled.expect(200, "SITE QUOTA")).containsExactly("there is no quota");
        handled.sessions().quota(new QuotaUsage(10, 100, 2, 5));
        assertThat(handled.expect(200, "SITE QUOTA")).contains(" bytes: 10 of 100", " files: 2 of 5");
    }

    @Test
    void refusesWhatSiteDoesNotKnow() {
        handled.expect(504, "SITE EXEC ls");
        handled.expect(501, "SITE");
        handled.expect(501, "SITE CHMOD");
        handled.expect(501, "SITE WHO x");
        handled.expect(200, "SITE UMASK");
        handled.expect(504, "SITE UMASK 022");
    }

    @Test
    void hashesFiles() {
        handled.put("/a", "hello");
        assertThat(handled.expect(213, "HASH a"))
                .containsExactly("SHA-256 0-4 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 a");
        handled.expect(350, "RANG 0 1");
        assertThat(handled.expect(213, "HASH a").getFirst()).startsWith("SHA-256 0-1 ");
        assertThat(handled.expect(250, "XCRC a")).containsExactly("3610A686");
        assertThat(handled.expect(250, "XMD5 \"a\"")).containsExactly("5d41402abc4b2a76b9719d911017c592");
        assertThat(handled.expect(250, "XSHA a")).containsExactly("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
        assertThat(handled.expect(250, "XSHA1 a")).isEqualTo(handled.expect(250, "XSHA a"));
        assertThat(handled.expect(250, "XSHA256 a").getFirst()).startsWith("2cf24dba");
        assertThat(handled.expect(250, "XSHA512 a").getFirst()).startsWith("9b71d224");
        handled.expect(550, "HASH missing");
        handled.expect(501, "XCRC \"a\" 0 99");
    }

    @Test
    void hasNoSecurityMechanismWithoutTls() {
        for (String line : new String[] {"AUTH TLS", "ADAT x", "MIC x", "CONF x", "ENC x"}) {
            handled.expect(502, line);
        }
        handled.expect(503, "PBSZ 0");
        handled.expect(503, "PROT P");
        handled.expect(533, "CCC");
    }

    @Test
    void refusesUnknownVerbsAndMissingOrFurtherArguments() {
        assertThat(handled.expect(500, "FOO bar").getFirst()).contains("FOO");
        handled.expect(500, "");
        handled.expect(500, " PWD");
        handled.expect(501, "PWD x");
        handled.expect(257, "PWD ");
        handled.expect(257, "pwd");
        handled.expect(501, "CWD");
        handled.expect(501, "CWD ");
        handled.expect(501, "CWD a\0b");
    }
}
