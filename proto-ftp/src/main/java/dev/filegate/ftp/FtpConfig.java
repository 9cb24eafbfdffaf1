package dev.filegate.ftp;

import dev.filegate.ftp.data.PassiveAddress;
import dev.filegate.ftp.data.PortRange;
import java.time.Duration;
import java.util.List;

/**
 * How the FTP server behaves: the keys {@code filegate.ftp.*}, one component each, grouped as the keys are.
 *
 * @param ascii whether TYPE A converts line ends; false transfers bytes as they are
 * @param fxp whether data connections may go to or come from an address that is not the client's
 */
public record FtpConfig(
        Control control, Texts texts, Timeouts timeouts, Passive passive, Active active, boolean ascii, boolean fxp) {

    /** The defaults of {@code filegate serve}. */
    public static final FtpConfig DEFAULT = new FtpConfig(
            new Control("0.0.0.0", 21), Texts.DEFAULT, Timeouts.DEFAULT, Passive.DEFAULT, Active.DEFAULT, true, false);

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
        return new FtpConfig(other, texts, timeouts, passive, active, ascii, fxp);
    }

    public FtpConfig with(Texts other) {
        return new FtpConfig(control, other, timeouts, passive, active, ascii, fxp);
    }

    public FtpConfig with(Timeouts other) {
        return new FtpConfig(control, texts, other, passive, active, ascii, fxp);
    }

    public FtpConfig with(Passive other) {
        return new FtpConfig(control, texts, timeouts, other, active, ascii, fxp);
    }

    public FtpConfig with(Active other) {
        return new FtpConfig(control, texts, timeouts, passive, other, ascii, fxp);
    }

    public FtpConfig withAscii(boolean converts) {
        return new FtpConfig(control, texts, timeouts, passive, active, converts, fxp);
    }

    public FtpConfig withFxp(boolean allowed) {
        return new FtpConfig(control, texts, timeouts, passive, active, ascii, allowed);
    }
}
