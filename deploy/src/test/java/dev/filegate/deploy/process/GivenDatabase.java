package dev.filegate.deploy.process;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a gateway of a test keeps its records in: the embedded database, or an empty one on the server that {@code FILEGATE_TEST_DATABASE_URL},
 * {@code _USERNAME} and {@code _PASSWORD} name. Continuous integration has a server.
 */
record GivenDatabase(Kind kind, String name) implements AutoCloseable {
    private static final String VARIABLES = "FILEGATE_TEST_DATABASE_";

    enum Kind {
        EMBEDDED,
        SERVER;

        GivenDatabase open() {
            GivenDatabase database = new GivenDatabase(
                    this, "process_" + UUID.randomUUID().toString().replace('-', '_'));
            database.onTheServer("create database %s");
            return database;
        }
    }

    static Stream<Kind> kinds() {
        return "true".equals(System.getenv("CI")) || System.getenv(VARIABLES + "URL") != null
                ? Stream.of(Kind.values())
                : Stream.of(Kind.EMBEDDED);
    }

    Map<String, String> variables() {
        return switch (kind) {
            case EMBEDDED -> Map.of();
            case SERVER ->
                Map.of(
                        "FILEGATE_DATABASE_URL", given("URL").replaceFirst("/[^/?]*($|\\?)", "/" + name + "$1"),
                        "FILEGATE_DATABASE_USERNAME", given("USERNAME"),
                        "FILEGATE_DATABASE_PASSWORD", given("PASSWORD"));
        };
    }

    private static String given(String name) {
        String value = System.getenv(VARIABLES + name);
        if (value == null) {
            throw new AssertionError(VARIABLES + name + " is not set; deploy/ci/database start DIR starts a server");
        }
        return value;
    }

    private void onTheServer(String statement) {
        if (kind == Kind.EMBEDDED) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(given("URL"), given("USERNAME"), given("PASSWORD"));
                Statement server = connection.createStatement()) {
            server.execute(statement.formatted(name));
        } catch (SQLException e) {
            throw new AssertionError(statement.formatted(name), e);
        }
    }

    /** Takes it away; whatever is still connected to it is cut off. */
    @Override
    public void close() {
        onTheServer("drop database %s with (force)");
    }
}
