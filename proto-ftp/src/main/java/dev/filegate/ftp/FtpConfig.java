package dev.filegate.ftp;

import dev.filegate.ftp.data.PassiveAddress;
import dev.filegate.ftp.data.PortRange;
import dev.filegate.tls.CertificateName;
import java.time.Duration;
import java.util.List;

/** How the FTP server behaves: the keys {@code filegate.ftp.*}, one component each, grouped by what they are about. */
public record FtpConfig(Control control, Texts texts, Timeouts timeouts, Tls tls, Data data) {

    /** The defaults of {@code filegate serve}. */
    public static final FtpConfig DEFAULT =
            new FtpConfig(new Control("0.0.0.0", 21), Texts.DEFAULT, Timeouts.DEFAULT, Tls.OFF, Data.DEFAULT);

    /**
     * Where the server listens.
     *
     * @param port 0 for any free port
     */
    public record Control(String host, int port) {}

    /**
     * What clients are told; several lines are allowed in each.
     *
     * @param banner the greeting, before the login
     * @param loginMessage after the login; empty for none
     */
    public record Texts(String banner, String loginMessage) {
        public static final Texts DEFAULT = new Texts("Filegate", "");
    }

    /**
     * How long the server waits.
     *
     * @param idle for a request, when no transfer runs
     * @param data for a data connection, and for a byte on it
     * @param login for a login, from the moment of the connection
     */
    public record Timeouts(Duration idle, Duration data, Duration login) {
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofMinutes(5), Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    /**
     * TLS (RFC 4217).
     *
     * @param sessionReuse whether a data connection must resume the TLS session of its control connection
     * @param implicitPort where TLS begins with the connection; 0 for any free port, {@link #NO_PORT} for none
     * @param certificateLogin what a client's certificate is good for
     */
    public record Tls(Mode mode, boolean sessionReuse, int implicitPort, CertificateLogin certificateLogin) {
        /** There is no implicit TLS. */
        public static final int NO_PORT = -1;

        public static final Tls OFF = new Tls(Mode.OFF, true, NO_PORT, CertificateLogin.NONE);

        /** Whether clients may, or must, use TLS on the ordinary port; required covers data connections too. */
        public enum Mode {
            OFF,
            OPTIONAL,
            REQUIRED
        }
    }

    /**
     * What a verified client certificate is good for.
     *
     * @param enabled whether USER with the certificate's name counts as proven; whether that is enough is the account's to say
     * @param name which part of the certificate is the account's name
     */
    public record CertificateLogin(boolean enabled, CertificateName name) {
        public static final CertificateLogin NONE = new CertificateLogin(false, CertificateName.COMMON_NAME);
    }

    /**
     * Data connections, and what happens to the bytes on them.
     *
     * @param fxp whether they may go to or come from an address that is not the client's
     * @param ascii whether TYPE A converts line ends; false transfers bytes as they are
     */
    public record Data(Passive passive, Active active, boolean fxp, boolean ascii) {
        public static final Data DEFAULT = new Data(Passive.DEFAULT, Active.DEFAULT, false, true);
    }

    /**
     * Passive mode.
     *
     * @param address what PASV tells which client; empty: the address the client reached
     */
    public record Passive(PortRange ports, List<PassiveAddress.Rule> address) {
        public static final Passive DEFAULT = new Passive(new PortRange(50000, 50999), List.of());

        public Passive {
            address = List.copyOf(address);
        }
    }

    /**
     * Active mode.
     *
     * @param sourcePort 20 by RFC 959, 0 for any
     */
    public record Active(boolean enabled, int sourcePort) {
        public static final Active DEFAULT = new Active(true, 20);
    }

    /** How clients reach the server for data. */
    public Passive passive() {
        return data.passive();
    }

    /** How the server reaches clients for data. */
    public Active active() {
        return data.active();
    }

    /** Whether data connections may go to or come from an address that is not the client's. */
    public boolean fxp() {
        return data.fxp();
    }

    /** Whether TYPE A converts line ends. */
    public boolean ascii() {
        return data.ascii();
    }

    public FtpConfig with(Control other) {
        return new FtpConfig(other, texts, timeouts, tls, data);
    }

    public FtpConfig with(Texts other) {
        return new FtpConfig(control, other, timeouts, tls, data);
    }

    public FtpConfig with(Timeouts other) {
        return new FtpConfig(control, texts, other, tls, data);
    }

    public FtpConfig with(Tls other) {
        return new FtpConfig(control, texts, timeouts, other, data);
    }

    public FtpConfig with(Data other) {
        return new FtpConfig(control, texts, timeouts, tls, other);
    }

    public FtpConfig with(Passive other) {
        return with(new Data(other, active(), fxp(), ascii()));
    }

    public FtpConfig with(Active other) {
        return with(new Data(passive(), other, fxp(), ascii()));
    }

    public FtpConfig withFxp(boolean allowed) {
        return with(new Data(passive(), active(), allowed, ascii()));
    }

    public FtpConfig withAscii(boolean converts) {
        return with(new Data(passive(), active(), fxp(), converts));
    }
}
