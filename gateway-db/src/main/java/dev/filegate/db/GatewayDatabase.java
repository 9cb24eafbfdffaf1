package dev.filegate.db;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;

/** Everything that the gateway keeps in its database, in one place. */
@Singleton
public class GatewayDatabase {
    /** Commits are in the file before they are answered, so that a killed gateway has lost none. */
    private static final String OPTIONS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;WRITE_DELAY=0";

    private final Migrations migrations;
    private final Stores stores;
    private final DatabaseArchive archive;
    private final QuotaRows quotas;
    private final VolumeRows volumes;

    GatewayDatabase(
            Migrations migrations,
            DatabaseAccounts accounts,
            DatabaseGroups groups,
            DatabaseTokens tokens,
            DatabaseArchive archive,
            QuotaRows quotas,
            VolumeRows volumes) {
        this.migrations = migrations;
        this.stores = new Stores(accounts, groups, tokens);
        this.archive = archive;
        this.quotas = quotas;
        this.volumes = volumes;
    }

    /** What administrators make. */
    public record Stores(DatabaseAccounts accounts, DatabaseGroups groups, DatabaseTokens tokens) {}

    /**
     * The address of the embedded database.
     *
     * @param directory where its files lie
     * @throws IllegalArgumentException for a path that cannot stand in an address
     */
    public static String embeddedIn(Path directory) {
        String path = directory.toAbsolutePath().normalize().resolve("filegate").toString();
        if (path.indexOf(';') >= 0) {
            throw new IllegalArgumentException(
                    "the embedded database cannot lie in a directory with a semicolon in its name");
        }
        return "jdbc:h2:file:" + path + OPTIONS;
    }

    /**
     * Brings it to the form that this version needs. Nothing else may be used before.
     *
     * @throws dev.filegate.core.failure.GatewayException with words for the operator when it cannot be used
     */
    public void open() {
        migrations.run();
    }

    public Stores stores() {
        return stores;
    }

    /**
     * The ledger of quotas, to be closed before the end.
     *
     * @param node a name that this node keeps when it is started again, and no other node of the database has
     */
    public DatabaseQuotas quotas(String node) {
        return DatabaseQuotas.open(quotas, node);
    }

    /** What accounts have moved, to be closed before the end. */
    public DatabaseVolumes volumes(InstantSource clock) {
        return new DatabaseVolumes(volumes, clock);
    }

    public DatabaseArchive archive() {
        return archive;
    }
}
