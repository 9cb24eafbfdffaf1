package dev.filegate.deploy.gateway;

import dev.filegate.admin.AdministeredGateway;
import dev.filegate.admin.GatewayDesk;
import dev.filegate.admin.StorageEntry;
import dev.filegate.admin.token.TokenFile;
import dev.filegate.admin.token.Tokens;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.directory.Accounts;
import dev.filegate.core.session.BanList;
import dev.filegate.core.session.GatewaySessions;
import dev.filegate.core.storage.StorageBackend;
import dev.filegate.db.GatewayDatabase;
import dev.filegate.deploy.config.GatewayConfiguration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets administrators at the gateway, and tells local command lines where it is. */
final class Administration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Administration.class);
    private static final String ADDRESS = "admin.url";

    private final GatewayDesk desk;
    private final Path address;

    private Administration(GatewayDesk desk, Path address) {
        this.desk = desk;
        this.address = address;
    }

    /** What is administered. */
    record Parts(
            GatewaySessions sessions,
            BanList bans,
            List<StorageBackend> storages,
            AuditTrail trail,
            Runnable changed) {}

    /**
     * From here on requests are answered.
     *
     * @throws StartFailure when the token below home cannot be used
     */
    static Administration open(
            GatewayConfiguration configuration, GatewayDatabase database, Parts parts, GatewayDesk desk) {
        Set<String> storages =
                parts.storages().stream().map(StorageBackend::name).collect(Collectors.toSet());
        Accounts accounts = new Accounts(
                configuration.identities().accounts(),
                database.stores().accounts(),
                database.stores().groups(),
                storages,
                parts.changed());
        desk.open(new AdministeredGateway(
                parts.sessions(),
                parts.bans(),
                entries(configuration, parts.storages()),
                accounts,
                parts.sessions(),
                parts.sessions(),
                database.archive(),
                parts.trail(),
                tokens(configuration.home(), database)));
        return new Administration(desk, configuration.home().resolve(ADDRESS));
    }

    private static Tokens tokens(Path home, GatewayDatabase database) {
        try {
            return new Tokens(TokenFile.open(home), database.stores().tokens(), InstantSource.system());
        } catch (IOException e) {
            throw new StartFailure("filegate.home: the admin token: " + e.getMessage(), e);
        }
    }

    private static List<StorageEntry> entries(GatewayConfiguration configuration, List<StorageBackend> storages) {
        Set<String> local = configuration.storages().local().stream()
                .map(storage -> storage.name())
                .collect(Collectors.toSet());
        return storages.stream()
                .map(storage -> new StorageEntry(local.contains(storage.name()) ? "local" : "s3", storage))
                .toList();
    }

    /** Writes down where the API answers, so that {@code filegate account …} finds it whatever the port. */
    void answersAt(InetSocketAddress listener) {
        String host = listener.getAddress().isAnyLocalAddress() ? "127.0.0.1" : listener.getHostString();
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        try {
            Path draft = address.resolveSibling("." + ADDRESS + ".new");
            Files.writeString(draft, "http://" + shown + ":" + listener.getPort() + "\n");
            Files.move(draft, address, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: commands need --url: {}", address, e.getMessage());
        }
    }

    @Override
    public void close() {
        desk.close();
        try {
            Files.deleteIfExists(address);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", address, e.getMessage());
        }
    }
}
