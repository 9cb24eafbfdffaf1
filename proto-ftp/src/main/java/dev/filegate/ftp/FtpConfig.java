package dev.filegate.ftp;

import dev.filegate.ftp.data.PassiveAddress;
import dev.filegate.ftp.data.PortRange;
import dev.filegate.tls.CertificateName;
import java.time.Duration;
import java.util.List;

/**
 * How the FTP server behaves: the keys {@code filegate.ftp.*}, one component each, grouped as the keys are.
 *
 * @param ascii whether TYPE A converts line ends; false transfers bytes as they are
 * @param fxp whether data connections may go to or come from an address that is not the client's
 */
public record FtpConfig(
        Control control,
        Texts texts,
        Timeouts timeouts,
        Tls tls,
        Passive passive,
        Active active,
        boolean ascii,
        boolean fxp) {

    /** The defaults of {@code filegate serve}. */
    public static final FtpConfig DEFAULT = new FtpConfig(
            new Control("0.0.0.0", 21),
            Texts.DEFAULT,
            Timeouts.DEFAULT,
            Tls.OFF,
            Passive.DEFAULT,
            Active.DEFAULT,
            true,
            false);

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

    public FtpConfig with(Control other) {
        return new FtpConfig(other, texts, timeouts, tls, passive, active, ascii, fxp);
    }

    public FtpConfig with(Texts other) {
        return new FtpConfig(control, other, timeouts, tls, passive, active, ascii, fxp);
    }

    public FtpConfig with(Timeouts other) {
        return new FtpConfig(control, texts, other, tls, passive, active, ascii, fxp);
    }

    public FtpConfig with(Tls other) {
        return new FtpConfig(control, texts, timeouts, other, passive, active, ascii, fxp);
    }

    public FtpConfig with(Passive other) {
        return new FtpConfig(control, texts, timeouts, tls, other, active, ascii, fxp);
    }

    public FtpConfig with(Active other) {
        return new FtpConfig(control, texts, timeouts, tls, passive, other, ascii, fxp);
    }

    public FtpConfig withAscii(boolean converts) {
        return new FtpConfig(control, texts, timeouts, tls, passive, active, converts, fxp);
    }

    public FtpConfig withFxp(boolean allowed) {
        return new FtpConfig(control, texts, timeouts, tls, passive, active, ascii, allowed);
    }
}
