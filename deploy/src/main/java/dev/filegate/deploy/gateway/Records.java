package dev.filegate.deploy.gateway;

import dev.filegate.core.audit.AuditObserver;
import dev.filegate.core.audit.AuditSink;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.db.DatabaseAuditSink;
import dev.filegate.db.GatewayDatabase;
import dev.filegate.deploy.config.AuditSettings;
import dev.filegate.deploy.config.DatabaseSettings;
import dev.filegate.deploy.config.GatewayConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Opens the database and the audit trail, which is written there and into files. */
final class Records {
    private static final String SINK = "database";

    private Records() {}

    /**
     * Brings the database to its newest form.
     *
     * @throws StartFailure when it cannot be used
     */
    static void open(GatewayDatabase database, DatabaseSettings settings) {
        try {
            database.open();
        } catch (GatewayException e) {
            String place = settings.embedded()
                    ? "filegate.home: its database cannot be used, perhaps because another gateway runs on it: "
                    : "filegate.database.url: \"" + settings.url() + "\": ";
            String remedy = settings.embedded()
                    ? "stop the other one, or name another directory"
                    : "check the address, filegate.database.username and .password, and that the server runs";
            String words = place + e.detail() + "; " + remedy;
            throw settings.embedded() ? new StartFailure(words, e) : StartFailure.ofAnother(words, e);
        }
    }

    /**
     * Opens every place of the audit trail. The database comes first, so that the files can take the last head of its chain.
     *
     * @throws StartFailure when one cannot be written; none is left open then
     */
    static AuditTrail trail(
            GatewayConfiguration configuration,
            GatewayDatabase database,
            List<AuditObserver> observers,
            InstantSource clock) {
        AtomicReference<AuditTrail> trail = new AtomicReference<>(AuditTrail.NONE);
        List<AuditSink> archives = new ArrayList<>();
        for (AuditSettings.Archive archive : configuration.audit().archives()) {
            archives.add(sink(configuration, archive, database, trail, clock));
        }
        List<Path> files = configuration.audit().files();
        database.archive().compareWith(() -> ChainHeads.readFrom(files));
        trail.set(AuditFiles.open(configuration.audit(), observers, archives, clock));
        return trail.get();
    }

    private static AuditSink sink(
            GatewayConfiguration configuration,
            AuditSettings.Archive archive,
            GatewayDatabase database,
            AtomicReference<AuditTrail> trail,
            InstantSource clock) {
        DatabaseAuditSink.Settings settings = new DatabaseAuditSink.Settings(
                configuration.home().resolve("audit-spool"), archive.spool(), archive.retention(), clock);
        try {
            return DatabaseAuditSink.open(
                    database.archive(), settings, head -> trail.get().recordElsewhere(SINK, head));
        } catch (IOException e) {
            throw new StartFailure(
                    "filegate.home: \"" + settings.directory() + "\" cannot be used: " + e.getMessage()
                            + "; let this user write it",
                    e);
        }
    }
}
