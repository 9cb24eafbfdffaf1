package dev.filegate.deploy.config;

import dev.filegate.ftp.FtpConfig;
import dev.filegate.ftp.data.PassiveAddress;
import dev.filegate.ftp.data.PortRange;
import dev.filegate.tls.CertificateName;
import dev.filegate.tls.ClientCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keys of FTP. */
final class FtpKeys {
    final KeyGroup group = new KeyGroup("FTP", "");

    final Key<Boolean> enabled = group.add(
            Key.of("filegate.ftp.enabled", ValueTypes.FLAG).byDefault("true").means("Whether FTP is served."));
    final Key<String> host = group.add(Key.of("filegate.ftp.host", ValueTypes.HOST)
            .byDefault("0.0.0.0")
            .inQuickstart("127.0.0.1")
            .means("Address to listen on; `::` for IPv6 and IPv4."));
    final Key<Integer> port = group.add(Key.of("filegate.ftp.port", ValueTypes.PORT)
            .byDefault("21")
            .inQuickstart("2121")
            .means("Port of control connections."));
    final Key<FtpConfig.Tls.Mode> tls = group.add(Key.of("filegate.ftp.tls", ValueTypes.oneOf(FtpConfig.Tls.Mode.class))
            .byDefault("optional")
            .means("Whether clients may or must encrypt (AUTH TLS); `required` covers control and data connections."));

    final Key<Boolean> implicitTls = group.add(
            Key.of("filegate.ftp.implicit-tls.enabled", ValueTypes.FLAG)
                    .byDefault("false")
                    .inQuickstart("true")
                    .means(
                            "Whether FTPS with TLS from the first byte is served; naming its port asks for it unless this says `false`."));
    final Key<Integer> implicitTlsPort = group.add(Key.of("filegate.ftp.implicit-tls.port", ValueTypes.PORT)
            .byDefault("990")
            .inQuickstart("2990")
            .means("Port of FTPS with TLS from the first byte."));
    final Key<SessionReuse> sessionReuse = group.add(Key.of(
                    "filegate.ftp.tls-session-reuse", ValueTypes.oneOf(SessionReuse.class))
            .byDefault("required")
            .means("Whether encrypted data connections must resume the TLS session of their control connection."));
    final Key<ClientCertificates> clientCertificates =
            group.add(Key.of("filegate.ftp.client-certificates", ValueTypes.oneOf(ClientCertificates.class))
                    .byDefault("off")
                    .means("Whether clients are asked for a certificate, and must have one."));
    final Key<List<Path>> clientAuthorities = group.add(Key.of("filegate.ftp.client-authorities", TlsKeys.paths())
            .means("PEM files of the authorities whose client certificates are believed."));
    final Key<List<Path>> clientRevocations = group.add(Key.of("filegate.ftp.client-revocation-lists", TlsKeys.paths())
            .means("PEM files of revocation lists; when given, each client certificate must be covered by one."));
    final Key<Boolean> certificateLogin = group.add(
            Key.of("filegate.ftp.client-certificate-login", ValueTypes.FLAG)
                    .byDefault("true")
                    .means(
                            "Whether a client's certificate proves who it is; an account whose `authentication` is `publickey,password` needs its password too."));
    final Key<CertificateName> certificateName =
            group.add(Key.of("filegate.ftp.client-certificate-name", ValueTypes.oneOf(CertificateName.class))
                    .byDefault("common-name")
                    .means("Which part of a client's certificate is the account's name."));
    final Key<PortRange> passivePorts = group.add(Key.of("filegate.ftp.passive.ports", ValueTypes.PORTS)
            .byDefault("50000-50999")
            .inQuickstart("52000-52099")
            .means("Ports that passive data connections are accepted on; a firewall must let them in."));
    final Key<List<List<PassiveAddress.Rule>>> passiveAddress = group.add(
            Key.of(
                            "filegate.ftp.passive.address",
                            ValueType.listOf(
                                    "an address, a name, or `network=address`, or several of them",
                                    ValueType.Form.COMMAS,
                                    PassiveAddress.Rule::parse))
                    .means(
                            "The address told to passive clients: an IP address or a name, for a gateway behind NAT, and `network=address` for clients of single networks. The address the client reached when not set."));
    final Key<Boolean> active = group.add(Key.of("filegate.ftp.active.enabled", ValueTypes.FLAG)
            .byDefault("true")
            .means("Whether the gateway connects to clients that ask for it (PORT, EPRT)."));
    final Key<Integer> activeSourcePort = group.add(
            Key.of("filegate.ftp.active.source-port", ValueTypes.PORT)
                    .byDefault("20")
                    .inQuickstart("0")
                    .means(
                            "Port that active data connections leave from; 0 = any. Ports below 1024 need the right to bind them; without it any port is used."));
    final Key<Boolean> fxp = group.add(Key.of("filegate.ftp.fxp", ValueTypes.FLAG)
            .byDefault("false")
            .means("Whether data connections may go to, or come from, an address that is not the client's."));
    final Key<Boolean> ascii = group.add(Key.of("filegate.ftp.ascii", ValueTypes.FLAG)
            .byDefault("true")
            .means("Whether TYPE A converts line ends; `false` transfers bytes as they are."));
    final Key<String> banner = group.add(Key.of("filegate.ftp.banner", ValueTypes.TEXT)
            .byDefault("Filegate ready")
            .means("Text of the greeting; several lines are allowed."));
    final Key<String> loginMessage = group.add(Key.of("filegate.ftp.login-message", ValueTypes.TEXT)
            .means("Text after a login; several lines are allowed."));
    final Key<Duration> idleTimeout = group.add(Key.of("filegate.ftp.idle-timeout", ValueTypes.DURATION)
            .byDefault("5m")
            .means("Time without a command or transfer after which a connection is closed."));
    final Key<Duration> dataTimeout = group.add(Key.of("filegate.ftp.data-timeout", ValueTypes.DURATION)
            .byDefault("60s")
            .means("Time for a data connection to be opened, and without a byte on it."));
    final Key<Duration> loginTimeout = group.add(Key.of("filegate.ftp.login-timeout", ValueTypes.DURATION)
            .byDefault("60s")
            .means("Time from the connection to the login."));

    /** How FTP is served, if it is. */
    Optional<FtpConfig> read(Values values) {
        FtpConfig config = new FtpConfig(
                new FtpConfig.Control(values.host(host), values.get(port)),
                new FtpConfig.Texts(
                        values.get(banner), values.find(loginMessage).orElse("")),
                new FtpConfig.Timeouts(values.get(idleTimeout), values.get(dataTimeout), values.get(loginTimeout)),
                readTls(values),
                new FtpConfig.Data(
                        readPassive(values),
                        new FtpConfig.Active(values.get(active), values.get(activeSourcePort)),
                        values.get(fxp),
                        values.get(ascii)));
        return values.get(enabled) ? Optional.of(config) : Optional.empty();
    }

    private FtpConfig.Tls readTls(Values values) {
        boolean implicit =
                values.find(implicitTls).orElseGet(() -> values.get(implicitTls) || values.isGiven(implicitTlsPort));
        boolean login = values.get(clientCertificates) != ClientCertificates.OFF && values.get(certificateLogin);
        return new FtpConfig.Tls(
                values.get(tls),
                values.get(sessionReuse) == SessionReuse.REQUIRED,
                implicit ? values.get(implicitTlsPort) : FtpConfig.Tls.NO_PORT,
                new FtpConfig.CertificateLogin(login, values.get(certificateName)));
    }

    private FtpConfig.Passive readPassive(Values values) {
        List<PassiveAddress.Rule> rules = values.find(passiveAddress).orElse(List.of()).stream()
                .flatMap(List::stream)
                .toList();
        return new FtpConfig.Passive(values.get(passivePorts), rules);
    }

    /** Whether data connections must resume the control connection's TLS session. */
    enum SessionReuse {
        REQUIRED,
        OPTIONAL
    }
}
