package dev.filegate.clients;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;

/** An empty database for one gateway, and the way into it that somebody takes who wants to change what is written there. */
abstract sealed class DayDatabase implements AutoCloseable {
    private DayDatabase() {}

    /** The one in the gateway's own process. */
    static DayDatabase embedded() {
        return new Embedded();
    }

    /** A new one on the server that FILEGATE_TEST_DATABASE_URL, _USERNAME and _PASSWORD name. */
    static DayDatabase onServer() {
        Server server = new Server(variable("URL"), variable("USERNAME"), variable("PASSWORD"));
        server.administer("create database " + server.name);
        return server;
    }

    private static String variable(String name) {
        String variable = "FILEGATE_TEST_DATABASE_" + name;
        return Objects.requireNonNull(
                System.getenv(variable), () -> variable + " is not set; deploy/ci/database start DIR starts a server");
    }

    /** A configuration file for the gateway. */
    abstract String configuration();

    abstract Connection open(Gateway gateway) throws SQLException;

    /** Runs a statement behind the back of a gateway that is not running. Returns how many rows it changed. */
    int tamper(Gateway gateway, String sql) {
        try (Connection connection = open(gateway);
                Statement statement = connection.createStatement()) {
            int rows = statement.executeUpdate(sql);
            letGo(statement);
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Leaves the database to the gateway again. */
    abstract void letGo(Statement statement) throws SQLException;

    @Override
    public abstract void close();

    private static final class Embedded extends DayDatabase {
        @Override
        String configuration() {
            return "{}";
        }

        @Override
        Connection open(Gateway gateway) throws SQLException {
            return DriverManager.getConnection(
                    "jdbc:h2:file:" + gateway.home().resolve("database/filegate")
                            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;IFEXISTS=TRUE",
                    "filegate",
                    "");
        }

        /** It would stay open in this process, as the gateway has told it to. */
        @Override
        void letGo(Statement statement) throws SQLException {
            statement.execute("shutdown");
        }

        @Override
        public void close() {}
    }

    private static final class Server extends DayDatabase {
        private final String name = "day_" + UUID.randomUUID().toString().replace("-", "");
        private final String server;
        private final String username;
        private final String password;

        Server(String server, String username, String password) {
            this.server = server;
            this.username = username;
            this.password = password;
        }

        private String url() {
            return server.substring(0, server.lastIndexOf('/') + 1) + name;
        }

        @Override
        String configuration() {
            return "filegate: {database: {url: \"%s\", username: \"%s\", password: \"%s\"}}"
                    .formatted(url(), username, password);
        }

        @Override
        Connection open(Gateway gateway) throws SQLException {
            return DriverManager.getConnection(url(), username, password);
        }

        @Override
        void letGo(Statement statement) {}

        private void administer(String sql) {
            try (Connection connection = DriverManager.getConnection(server, username, password);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new AssertionError(sql, e);
            }
        }

        @Override
        public void close() {
            administer("drop database if exists " + name + " with (force)");
        }
    }
}
