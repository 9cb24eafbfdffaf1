package dev.filegate.deploy.config;

import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.auth.AnonymousAccess;
import dev.filegate.core.session.BanPolicy;
import dev.filegate.core.session.SessionPolicy;
import dev.filegate.ftp.FtpConfig;
import dev.filegate.sftp.SftpConfig;
import dev.filegate.tftp.TftpConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is configured, checked and in types. Read once; never changes.
 *
 * @param home where the gateway keeps its own state
 * @param protocols what is served
 * @param warnings what the operator should know although it hinders nothing, a line each
 */
public record GatewayConfiguration(
        StartMode mode,
        Path home,
        ManagementSettings management,
        DatabaseSettings database,
        Protocols protocols,
        StorageSettings.All storages,
        Identities identities,
        Defence defence,
        AuditSettings audit,
        Patience patience,
        List<String> warnings) {

    public GatewayConfiguration {
        warnings = List.copyOf(warnings);
    }

    /** The same with more to tell the operator. */
    GatewayConfiguration withWarnings(List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new GatewayConfiguration(
                mode, home, management, database, protocols, storages, identities, defence, audit, patience, all);
    }

    /**
     * What is served; a protocol that is not served has no element.
     *
     * @param ftp none or one
     * @param sftp none or one
     * @param tftp none or one
     * @param tls the certificates of whatever encrypts with TLS
     */
    public record Protocols(List<FtpConfig> ftp, List<SftpConfig> sftp, List<TftpConfig> tftp, TlsSettings tls) {
        public Protocols {
            ftp = List.copyOf(ftp);
            sftp = List.copyOf(sftp);
            tftp = List.copyOf(tftp);
        }
    }

    /**
     * Who may log in.
     *
     * @param anonymous none or one
     */
    public record Identities(List<AccountRecord> accounts, List<AnonymousAccess> anonymous) {
        public Identities {
            accounts = List.copyOf(accounts);
            anonymous = List.copyOf(anonymous);
        }
    }

    /**
     * How long the gateway waits for others.
     *
     * @param startupWait for what it needs to start and cannot reach yet
     * @param shutdownGrace for running transfers when it is asked to stop
     */
    public record Patience(Duration startupWait, Duration shutdownGrace) {}

    /** How the gateway defends itself. */
    public record Defence(SessionPolicy limits, BanPolicy bans) {}
}
