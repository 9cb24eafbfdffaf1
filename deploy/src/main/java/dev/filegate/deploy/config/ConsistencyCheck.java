package dev.filegate.deploy.config;

import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.auth.AnonymousAccess;
import dev.filegate.core.auth.PasswordHash;
import dev.filegate.deploy.config.GatewayConfiguration.Identities;
import dev.filegate.deploy.config.GatewayConfiguration.Protocols;
import dev.filegate.ftp.FtpConfig;
import dev.filegate.ftp.data.PortRange;
import dev.filegate.sftp.SftpConfig;
import dev.filegate.tls.ClientCertificates;
import dev.filegate.tls.TlsContext;
import dev.filegate.tls.TlsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what is wrong with values that are each right: ports that clash, directories that cannot be, names that mean two things. */
final class ConsistencyCheck {
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::");

    private final Values values;
    private final Keys keys = Keys.ALL;

    ConsistencyCheck(Values values) {
        this.values = values;
    }

    /** A port that will be listened on. */
    private record Use(Key<Integer> key, String host, int port) {
        boolean clashesWith(Use other) {
            return port != 0 && port == other.port && overlaps(host, other.host);
        }

        private static boolean overlaps(String host, String other) {
            return host.equals(other) || WILDCARDS.contains(host) || WILDCARDS.contains(other);
        }
    }

    void check(
            Path home,
            ManagementSettings management,
            Protocols protocols,
            StorageSettings.All storages,
            Identities identities,
            AuditSettings audit) {
        checkPorts(management, protocols);
        checkDirectory(keys.process.home, home);
        for (StorageSettings.Local storage : storages.local()) {
            checkDirectory(keys.storage.root, storage.config().root(), storage.name());
        }
        audit.files().forEach(file -> checkFile(keys.audit.file, file, home));
        audit.xferlogs().forEach(file -> checkFile(keys.audit.xferlog, file, home));
        checkIdentities(identities, protocols);
        warnAboutOpenAdministration(management.admin());
        checkCertificates(protocols);
        if (protocols.ftp().isEmpty()
                && protocols.sftp().isEmpty()
                && protocols.tftp().isEmpty()) {
            values.report(keys.ftp.enabled, "leaves nothing to serve", "set filegate.ftp.enabled to true");
        }
    }

    private void checkPorts(ManagementSettings management, Protocols protocols) {
        List<Use> uses = new ArrayList<>();
        uses.add(new Use(keys.process.managementPort, management.host(), management.port()));
        add(
                new Use(
                        keys.process.adminPort,
                        management.admin().host(),
                        management.admin().port()),
                uses);
        for (SftpConfig sftp : protocols.sftp()) {
            add(
                    new Use(
                            keys.sftp.port,
                            sftp.address().getHostString(),
                            sftp.address().getPort()),
                    uses);
        }
        for (FtpConfig ftp : protocols.ftp()) {
            add(new Use(keys.ftp.port, ftp.control().host(), ftp.control().port()), uses);
            if (ftp.tls().implicitPort() != FtpConfig.Tls.NO_PORT) {
                add(
                        new Use(
                                keys.ftp.implicitTlsPort,
                                ftp.control().host(),
                                ftp.tls().implicitPort()),
                        uses);
            }
            checkPassivePorts(uses, ftp.passive().ports());
        }
    }

    private void add(Use use, List<Use> uses) {
        for (Use other : uses) {
            if (use.clashesWith(other)) {
                values.report(
                        use.key(),
                        "port " + use.port() + " is also that of " + other.key().pattern(),
                        "give one of them another port");
            }
        }
        uses.add(use);
    }

    /** Reads configured certificates once, so that a bad one is found by check-config and not by the first client. */
    private void checkCertificates(Protocols protocols) {
        TlsSettings tls = protocols.tls();
        if (!tls.identities().isEmpty()
                && (tls.clients() == ClientCertificates.OFF
                        || !tls.authorities().isEmpty())) {
            try {
                TlsContext.of(tls.config(), Instant.now());
            } catch (TlsException e) {
                values.report(keys.tls.certificate, e.problem(), e.remedy());
            }
        }
        boolean inClear = protocols.ftp().stream().anyMatch(ftp -> ftp.tls().mode() == FtpConfig.Tls.Mode.OFF);
        if (inClear && values.mode() == StartMode.SERVE) {
            values.warn("FTP is served without encryption: passwords and files can be read on the way");
        }
    }

    private void checkPassivePorts(List<Use> uses, PortRange range) {
        for (Use use : uses) {
            if (use.port() != 0 && use.port() >= range.first() && use.port() <= range.last()) {
                values.report(
                        keys.ftp.passivePorts,
                        range.first() + "-" + range.last() + " holds port " + use.port() + ", which is "
                                + use.key().pattern(),
                        "choose a range beside it");
            }
        }
    }

    /** A directory must exist and be writable, or be possible to create. */
    private void checkDirectory(Key<Path> key, Path directory, Object... at) {
        Path existing = directory.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        String shown = "\"" + directory + "\" ";
        if (existing == null || !Files.isDirectory(existing)) {
            values.report(key, shown + "is, or lies below, what is not a directory", "name a directory", at);
        } else if (!existing.equals(directory.toAbsolutePath()) && !Files.isWritable(existing)) {
            values.report(
                    key,
                    shown + "does not exist and cannot be created",
                    "create it, or let this user write to \"" + existing + "\"",
                    at);
        }
    }

    private void checkFile(Key<?> key, Path file, Path home) {
        Path directory = file.toAbsolutePath().getParent();
        boolean inHome = directory != null && directory.startsWith(home.toAbsolutePath());
        if (Files.isDirectory(file) || directory == null) {
            values.report(key, "\"" + file + "\" is a directory", "name a file");
        } else if (!inHome && !Files.isDirectory(directory)) {
            values.report(key, "\"" + directory + "\" is not a directory that exists", "create it");
        } else if (Files.exists(file) ? !Files.isWritable(file) : !inHome && !Files.isWritable(directory)) {
            values.report(key, "\"" + file + "\" cannot be written", "let this user write it");
        }
    }

    private void checkIdentities(Identities identities, Protocols protocols) {
        Set<String> byAddress = protocols.tftp().stream()
                .flatMap(tftp -> tftp.accounts().stream())
                .collect(Collectors.toSet());
        Set<String> declaredNames = identities.accounts().stream()
                .map(declared -> declared.account().name())
                .collect(Collectors.toSet());
        byAddress.stream()
                .filter(name -> !declaredNames.contains(name))
                .forEach(name -> values.warn("TFTP acts as the account \"" + name
                        + "\", which is not declared: its clients are refused until there is one"));
        for (AccountRecord declared : identities.accounts()) {
            String user = declared.account().name();
            if (AnonymousAccess.isVisitor(user) && !identities.anonymous().isEmpty()) {
                values.report(
                        keys.accounts.homeStorage,
                        "\"" + user + "\" is a name of anonymous visitors",
                        "rename the account, or turn filegate.anonymous.enabled off",
                        user);
            }
            if (declared.password() == PasswordHash.NONE
                    && declared.authorizedKeys().isEmpty()
                    && !byAddress.contains(user)) {
                values.warn("account \"" + user + "\" has neither a password nor keys: nobody can log in with it");
            }
        }
        if (identities.accounts().isEmpty() && identities.anonymous().isEmpty()) {
            values.warn(
                    "no accounts are declared: only those in the database can log in; \"filegate account add\" makes them");
        }
    }

    private void warnAboutOpenAdministration(ManagementSettings.Admin admin) {
        if (!Values.isLoopback(admin.host())) {
            values.warn("filegate.admin.host: the admin API is served to " + admin.host()
                    + " without encryption: whoever can listen there can take tokens; keep it behind a proxy with TLS");
        }
    }
}
