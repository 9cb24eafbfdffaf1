package dev.filegate.db;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the database to the form that this version needs. */
@Singleton
public class Migrations {
    /** Characters of the longest name that can be searched for. */
    static final int LONGEST_NAME = 255;

    private static final String POSTGRESQL = "PostgreSQL";

    private final DataSource database;
    private final Flyway flyway;

    Migrations(DataSource database, Flyway flyway) {
        this.database = database;
        this.flyway = flyway;
    }

    /**
     * Makes missing tables and changes old ones; data stay. Several nodes may do so at the same time.
     *
     * @throws GatewayException UNAVAILABLE when the database does not answer or is not as an older version left it
     */
    public void run() {
        try {
            Flyway.configure()
                    .configuration(flyway.getConfiguration())
                    .placeholders(Map.of("name", nameType()))
                    .load()
                    .migrate();
        } catch (FlywayException | SQLException e) {
            throw new GatewayException(Failure.UNAVAILABLE, "the database cannot be used: " + e.getMessage(), e);
        }
    }

    /** Names are ordered by code point, as everywhere in the gateway; H2 does so by itself. */
    private String nameType() throws SQLException {
        try (Connection connection = database.getConnection()) {
            String type = "varchar(" + LONGEST_NAME + ")";
            boolean server = connection.getMetaData().getDatabaseProductName().equals(POSTGRESQL)
                    && connection.getMetaData().getURL().startsWith("jdbc:postgresql:");
            return server ? type + " collate \"C\"" : type;
        }
    }
}
