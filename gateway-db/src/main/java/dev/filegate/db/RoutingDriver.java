package dev.filegate.db;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands {@code jdbc:h2:} to the embedded database and everything else to PostgreSQL's driver: the framework fixes the driver when it is
 * built, the operator chooses the database when the gateway starts.
 */
public final class RoutingDriver implements Driver {
    private static final String EMBEDDED = "jdbc:h2:";

    private final Driver embedded = new org.h2.Driver();
    private final Driver server = new org.postgresql.Driver();

    private Driver of(String url) {
        return url.startsWith(EMBEDDED) ? embedded : server;
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        if (url.startsWith(EMBEDDED)) {
            Properties own = new Properties();
            for (String key : properties.stringPropertyNames()) {
                if (key.equals("user") || key.equals("password")) {
                    own.setProperty(key, properties.getProperty(key));
                }
            }
            return embedded.connect(url, own);
        }
        return server.connect(url, properties);
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return of(url).acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return of(url).getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return server.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return server.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("two drivers behind one have no logger in common");
    }
}
