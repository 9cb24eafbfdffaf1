package dev.filegate.deploy.gateway;

import dev.filegate.admin.GatewayDesk;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.auth.Authenticators;
import dev.filegate.core.auth.DeclaredAccounts;
import dev.filegate.core.auth.PasswordChecks;
import dev.filegate.core.directory.StoredAccounts;
import dev.filegate.core.server.Listener;
import dev.filegate.core.server.ListenerException;
import dev.filegate.core.server.ProtocolServer;
import dev.filegate.core.server.ProtocolServers;
import dev.filegate.core.session.AccountWatch;
import dev.filegate.core.session.BanList;
import dev.filegate.core.session.GatewaySessions;
import dev.filegate.core.storage.StorageBackend;
import dev.filegate.core.storage.rule.SharedReads;
import dev.filegate.db.GatewayDatabase;
import dev.filegate.deploy.config.GatewayConfiguration;
import dev.filegate.deploy.observe.GatewayMetrics;
import dev.filegate.deploy.observe.S3Metrics;
import dev.filegate.ftp.FtpConfig;
import dev.filegate.ftp.FtpServer;
import dev.filegate.sftp.SftpConfig;
import dev.filegate.sftp.SftpServer;
import dev.filegate.tftp.TftpConfig;
import dev.filegate.tftp.TftpServer;
import dev.filegate.tftp.wire.NettyPorts;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All parts of the gateway, put together as configured: the one place that knows them all. Used by one thread. */
final class Gateway implements AutoCloseable {
    private final GatewaySessions sessions;
    private final ProtocolServers servers;
    private final List<StorageBackend> storages;
    private final Duration grace;
    private final OpenParts parts;
    private final Administration administration;

    private Gateway(
            GatewaySessions sessions,
            ProtocolServers servers,
            List<StorageBackend> storages,
            Duration grace,
            Administration administration,
            OpenParts parts) {
        this.sessions = sessions;
        this.servers = servers;
        this.storages = storages;
        this.grace = grace;
        this.administration = administration;
        this.parts = parts;
    }

    /**
     * Opens storages and audit sinks; binds nothing yet.
     *
     * @throws StartFailure when something cannot be opened; nothing is left open then
     */
    static Gateway assemble(
            GatewayConfiguration configuration,
            GatewayMetrics metrics,
            S3Metrics buckets,
            GatewayDatabase database,
            GatewayDesk desk) {
        OpenParts parts = new OpenParts();
        try {
            return assemble(configuration, metrics, buckets, database, desk, parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static Gateway assemble(
            GatewayConfiguration configuration,
            GatewayMetrics metrics,
            S3Metrics buckets,
            GatewayDatabase database,
            GatewayDesk desk,
            OpenParts parts) {
        InstantSource clock = InstantSource.system();
        Records.open(database, configuration.database());
        AuditTrail trail = parts.add(Records.trail(configuration, database, List.of(metrics), clock));
        StoredAccounts stored = new StoredAccounts(database.stores().accounts(), clock);
        List<StorageBackend> storages = Storages.open(configuration.storages(), buckets, parts);
        PasswordChecks checks = parts.add(PasswordChecks.perProcessor());
        BanList bans = new BanList(configuration.defence().bans(), clock);
        GatewaySessions sessions = new GatewaySessions(
                configuration.defence().limits(),
                Authenticators.of(
                        configuration.identities().anonymous(),
                        List.of(new DeclaredAccounts(configuration.identities().accounts()), stored),
                        checks),
                storages.stream().collect(Collectors.toMap(StorageBackend::name, Function.identity())),
                parts.add(database.quotas(NodeName.keptIn(configuration.home()))),
                trail,
                bans,
                clock);
        sessions.sumUpTo(configuration.audit().checksums());
        sessions.countVolumes(parts.add(database.volumes(clock)));
        metrics.watch(sessions, trail);
        AccountWatch watch = new AccountWatch(database.stores().accounts(), stored, sessions);
        AccountChanges.watch(watch, sessions, parts);
        ProtocolServers servers =
                parts.add(new ProtocolServers(protocolServers(configuration, sessions, parts, clock)));
        Administration administration = parts.add(Administration.open(
                configuration, database, new Administration.Parts(sessions, bans, storages, trail, watch::look), desk));
        return new Gateway(
                sessions, servers, storages, configuration.patience().shutdownGrace(), administration, parts);
    }

    private static List<ProtocolServer> protocolServers(
            GatewayConfiguration configuration, GatewaySessions sessions, OpenParts parts, InstantSource clock) {
        GatewayConfiguration.Protocols protocols = configuration.protocols();
        List<ProtocolServer> servers = new ArrayList<>();
        for (FtpConfig ftp : protocols.ftp()) {
            boolean tls =
                    ftp.tls().mode() != FtpConfig.Tls.Mode.OFF || ftp.tls().implicitPort() != FtpConfig.Tls.NO_PORT;
            servers.add(
                    tls
                            ? new FtpServer(
                                    ftp,
                                    sessions,
                                    parts.add(Certificates.open(protocols.tls(), configuration.home(), clock)))
                            : new FtpServer(ftp, sessions));
        }
        for (SftpConfig sftp : protocols.sftp()) {
            servers.add(new SftpServer(sftp, sessions));
        }
        for (TftpConfig tftp : protocols.tftp()) {
            sessions.shareReads(new SharedReads(tftp.bounds().cache()));
            servers.add(new TftpServer(
                    tftp, sessions, new NettyPorts(Runtime.getRuntime().availableProcessors())));
        }
        return servers;
    }

    Administration administration() {
        return administration;
    }

    List<StorageBackend> storages() {
        return storages;
    }

    /**
     * Binds every port, or none.
     *
     * @throws StartFailure with the key, the port and a remedy
     */
    List<Listener> start() {
        try {
            return servers.start();
        } catch (ListenerException | UncheckedIOException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** Admits nobody any more and waits for running transfers, {@code filegate.shutdown.grace} at most; an interrupt ends the wait. */
    void drain() {
        sessions.refuseNew();
        servers.drain(grace);
    }

    /** Aborts what is left, writes the audit trail out and closes everything, in the reverse order of opening. */
    @Override
    public void close() {
        parts.close();
    }
}
