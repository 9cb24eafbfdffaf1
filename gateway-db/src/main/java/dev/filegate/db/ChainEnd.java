package dev.filegate.db;

import dev.filegate.core.audit.AuditChain;
import dev.filegate.core.audit.AuditEvent;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * The end of the audit trail's chain, where records are added. By statements of its own: this is the one place where thousands of rows a
 * second are written, and an object, a session and a distributed transaction around them would cost several times what the rows do.
 * Nodes that share a database take turns at the row that says where the chain ends.
 */
@Singleton
class ChainEnd {
    private final DataSource database;

    ChainEnd(DataSource database) {
        this.database = database;
    }

    /** The last record. */
    private record Link(long sequence, String hash) {}

    /** As {@link DatabaseArchive#append}. */
    AuditEvent.ChainHead append(String source, long position, List<SpooledEvent> events) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Link end = append(connection, source, position, events);
                connection.commit();
                return new AuditEvent.ChainHead(Instant.now(), end.sequence(), end.hash());
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw DatabaseFailures.of(e);
        }
    }

    private static void undo(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static Link append(Connection connection, String source, long position, List<SpooledEvent> events)
            throws SQLException {
        Link head = head(connection);
        long known = positionOf(connection, source);
        int skipped = Math.clamp(known - position, 0, events.size());
        if (skipped == events.size()) {
            return head;
        }
        Link end = insert(connection, head, events.subList(skipped, events.size()));
        move(connection, end);
        note(connection, source, known, position + events.size());
        return end;
    }

    /** Whoever has asked is the only one who adds, until the end of the transaction. */
    private static Link head(Connection connection) throws SQLException {
        try (PreparedStatement question =
                        connection.prepareStatement("select sequence, hash from audit_chain where id = 1 for update");
                ResultSet row = question.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the row that says where the audit trail ends is gone");
            }
            return new Link(row.getLong(1), row.getString(2));
        }
    }

    private static long positionOf(Connection connection, String source) throws SQLException {
        try (PreparedStatement question =
                connection.prepareStatement("select position from audit_source where node = ?")) {
            question.setString(1, source);
            try (ResultSet row = question.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static Link insert(Connection connection, Link head, List<SpooledEvent> events) throws SQLException {
        long sequence = head.sequence();
        String hash = head.hash();
        try (PreparedStatement rows = connection.prepareStatement(
                "insert into audit_record (sequence, at_ms, event, account, protocol, session_id, path, target, json, hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (SpooledEvent event : events) {
                hash = AuditChain.next(hash, event.json());
                rows.setLong(1, ++sequence);
                rows.setLong(2, event.at());
                rows.setString(3, event.event());
                rows.setString(4, event.account());
                rows.setString(5, event.protocol());
                rows.setString(6, event.session());
                rows.setString(7, event.path());
                rows.setString(8, event.target());
                rows.setString(9, event.json());
                rows.setString(10, hash);
                rows.addBatch();
            }
            rows.executeBatch();
        }
        return new Link(sequence, hash);
    }

    private static void move(Connection connection, Link to) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update audit_chain set sequence = ?, hash = ? where id = 1")) {
            update.setLong(1, to.sequence());
            update.setString(2, to.hash());
            update.executeUpdate();
        }
    }

    private static void note(Connection connection, String source, long known, long position) throws SQLException {
        String sql = known == 0
                ? "insert into audit_source (position, node) values (?, ?)"
                : "update audit_source set position = ? where node = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, position);
            statement.setString(2, source);
            statement.executeUpdate();
        }
    }
}
