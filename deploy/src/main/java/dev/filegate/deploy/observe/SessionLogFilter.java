package dev.filegate.deploy.observe;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.session.SessionContext;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Gives every log line the id of the session it was written for, and keeps what clients send from forging lines: control characters
 * leave as {@code \xHH}.
 */
@LoggingFilter(name = "session")
public final class SessionLogFilter implements Filter {
    private static final String SESSION = "session";
    private static final ExtFormatter FORMATTER = new PatternFormatter("%s");

    /** Made by Quarkus. */
    public SessionLogFilter() {}

    @Override
    public boolean isLoggable(LogRecord line) {
        if (line instanceof ExtLogRecord record) {
            String session = SessionContext.id();
            if (!session.isEmpty()) {
                record.putMdc(SESSION, session);
            }
            String message = FORMATTER.formatMessage(record);
            if (message.chars().anyMatch(Character::isISOControl)) {
                record.setMessage(NameCodec.printable(message), ExtLogRecord.FormatStyle.NO_FORMAT);
            }
        }
        return true;
    }
}
