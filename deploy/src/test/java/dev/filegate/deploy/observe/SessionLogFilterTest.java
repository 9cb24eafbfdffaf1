package dev.filegate.deploy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.session.SessionContext;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class SessionLogFilterTest {
    private final SessionLogFilter filter = new SessionLogFilter();

    private String line(String message, Object... parameters) {
        ExtLogRecord line = new ExtLogRecord(Level.INFO, message, ExtLogRecord.FormatStyle.MESSAGE_FORMAT, "test");
        line.setParameters(parameters);
        assertThat(filter.isLoggable(line)).isTrue();
        return new PatternFormatter("%X{session}|%s").format(line);
    }

    @Test
    void namesTheSessionOfTheThread() {
        assertThat(SessionContext.<String, RuntimeException>call("s42", () -> line("hello")))
                .isEqualTo("s42|hello");
    }

    @Test
    void namesNobodyOutsideOfSessions() {
        assertThat(line("hello")).isEqualTo("|hello");
    }

    @Test
    void keepsClientsFromForgingLines() {
        assertThat(line("RETR {0}", "a\r\n2027-01-01 INFO all is well\u001b[2J"))
                .isEqualTo("|RETR a\\x0D\\x0A2027-01-01 INFO all is well\\x1B[2J");
    }

    @Test
    void leavesPatternsInNamesAlone() {
        assertThat(line("RETR {0}", "{0} %s\t")).isEqualTo("|RETR {0} %s\\x09");
    }
}
