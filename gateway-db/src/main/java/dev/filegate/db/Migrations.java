package dev.filegate.db;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database to the form that this version needs. */
@Singleton
public class Migrations {
    /** Characters of the longest name that can be searched for. */
    static final int LONGEST_NAME = 255;

    /** The form that this version needs: the number of the last script. */
    static final String NEWEST = "2";

    private static final String POSTGRESQL = "PostgreSQL";
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private final DataSource database;
    private final Instance<Flyway> flyway;

    Migrations(DataSource database, Instance<Flyway> flyway) {
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
            if (isNewest()) {
                return;
            }
            Flyway.configure()
                    .configuration(flyway.get().getConfiguration())
                    .placeholders(Map.of("name", nameType()))
                    .load()
                    .migrate();
        } catch (FlywayException | SQLException e) {
            throw new GatewayException(Failure.UNAVAILABLE, "the database cannot be used: " + e.getMessage(), e);
        }
    }

    /** One question instead of a look at every script, at nearly every start. Whatever is not as expected, the library looks at. */
    private boolean isNewest() throws SQLException {
        try (Connection connection = database.getConnection()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select version, success from filegate_schema"
                            + " where installed_rank = (select max(installed_rank) from filegate_schema)")) {
                return row.next() && NEWEST.equals(row.getString(1)) && row.getBoolean(2);
            } catch (SQLException e) {
                LOG.debug("no tables yet", e);
                return false;
            }
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
