package dev.filegate.deploy.config;

import dev.filegate.ftp.FtpConfig;
import dev.filegate.ftp.data.PassiveAddress;
import dev.filegate.ftp.data.PortRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keys of FTP. */
final class FtpKeys {
    private static final String TLS = "TLS";

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
    /** The switch of the whole of TLS: while nothing implements it, whatever asks for it is an error. */
    final Key<TlsMode> tls = group.add(Key.of("filegate.ftp.tls", ValueTypes.oneOf(TlsMode.class))
            .byDefault("off")
            .unavailable(TLS, mode -> mode != TlsMode.OFF)
            .means("Whether clients may or must encrypt. Only `off` in this version."));

    final Key<Boolean> implicitTls = group.add(Key.of("filegate.ftp.implicit-tls.enabled", ValueTypes.FLAG)
            .byDefault("false")
            .unavailable(TLS, asked -> asked)
            .means("Whether FTPS with TLS from the first byte is served. Not in this version."));
    final Key<Integer> implicitTlsPort = group.add(Key.of("filegate.ftp.implicit-tls.port", ValueTypes.PORT)
            .byDefault("990")
            .inQuickstart("2990")
            .means("Port of FTPS with TLS from the first byte."));
    final Key<SessionReuse> sessionReuse = group.add(Key.of(
                    "filegate.ftp.tls-session-reuse", ValueTypes.oneOf(SessionReuse.class))
            .byDefault("required")
            .means("Whether encrypted data connections must resume the TLS session of their control connection."));
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
        values.find(tls);
        values.find(implicitTls);
        values.find(implicitTlsPort);
        values.find(sessionReuse);
        FtpConfig config = new FtpConfig(
                new FtpConfig.Control(values.host(host), values.get(port)),
                new FtpConfig.Texts(
                        values.get(banner), values.find(loginMessage).orElse("")),
                new FtpConfig.Timeouts(values.get(idleTimeout), values.get(dataTimeout), values.get(loginTimeout)),
                FtpConfig.Tls.OFF,
                readPassive(values),
                new FtpConfig.Active(values.get(active), values.get(activeSourcePort)),
                values.get(ascii),
                values.get(fxp));
        return values.get(enabled) ? Optional.of(config) : Optional.empty();
    }

    private FtpConfig.Passive readPassive(Values values) {
        List<PassiveAddress.Rule> rules = values.find(passiveAddress).orElse(List.of()).stream()
                .flatMap(List::stream)
                .toList();
        return new FtpConfig.Passive(values.get(passivePorts), rules);
    }

    /** Whether clients may or must encrypt. */
    enum TlsMode {
        OFF,
        OPTIONAL,
        REQUIRED
    }

    /** Whether data connections must resume the control connection's TLS session. */
    enum SessionReuse {
        REQUIRED,
        OPTIONAL
    }
}
