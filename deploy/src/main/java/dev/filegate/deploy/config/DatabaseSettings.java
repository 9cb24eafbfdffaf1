package dev.filegate.deploy.config;

/**
 * Where accounts, quotas and the audit trail are kept.
 *
 * @param url {@value #EMBEDDED}, or the address of a PostgreSQL server as its JDBC driver takes it
 * @param username empty for none
 * @param password empty for none; never shown
 */
public record DatabaseSettings(String url, String username, String password) {
    /** A database in files below the home of the gateway. */
    public static final String EMBEDDED = "embedded";

    public boolean embedded() {
        return url.equals(EMBEDDED);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + url + ", " + username + "]";
    }
}
