package dev.filegate.db;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The one place where what databases and their library throw becomes failures of the gateway. */
final class DatabaseFailures {
    private static final String INTEGRITY = "23";
    private static final String REFUSED = "the database refused what it was told";
    private static final String SILENT = "the database does not answer";

    private DatabaseFailures() {}

    /** A failure for whoever asked; the cause goes to the log only. What no database threw is a mistake of ours and stays what it is. */
    static RuntimeException of(RuntimeException thrown) {
        boolean database = false;
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof GatewayException ours) {
                return ours;
            }
            database |= cause instanceof SQLException
                    || cause instanceof PersistenceException
                    || cause instanceof QuarkusTransactionException;
        }
        if (!database) {
            return thrown;
        }
        return isConstraint(thrown)
                ? new GatewayException(Failure.INTERNAL, REFUSED, thrown)
                : new GatewayException(Failure.UNAVAILABLE, SILENT, thrown);
    }

    /** The same for statements that are sent without the library. */
    static GatewayException of(SQLException thrown) {
        return isConstraint(thrown)
                ? new GatewayException(Failure.INTERNAL, REFUSED, thrown)
                : new GatewayException(Failure.UNAVAILABLE, SILENT, thrown);
    }

    /** Whether a key was there already, or something that others refer to was to go. */
    static boolean isConstraint(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            boolean state = cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(INTEGRITY);
            if (state || cause instanceof ConstraintViolationException) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody else changed the row first. */
    static boolean isStale(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException || cause instanceof StaleStateException) {
                return true;
            }
        }
        return false;
    }
}
