package dev.filegate.db;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Objects;

/** The databases that the tests run on. */
final class Databases {
    private Databases() {}

    /** In memory, as the embedded one. */
    public static class Embedded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                    "quarkus.datasource.username",
                    "filegate",
                    "quarkus.datasource.password",
                    "");
        }
    }

    /** A server that FILEGATE_TEST_DATABASE_URL, _USERNAME and _PASSWORD name. */
    public static class Server implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    variable("URL"),
                    "quarkus.datasource.username",
                    variable("USERNAME"),
                    "quarkus.datasource.password",
                    variable("PASSWORD"));
        }

        private static String variable(String name) {
            String variable = "FILEGATE_TEST_DATABASE_" + name;
            return Objects.requireNonNull(
                    System.getenv(variable),
                    () -> variable + " is not set; deploy/ci/database start DIR starts a server");
        }
    }
}
