package dev.filegate.ftp.command;

import dev.filegate.core.session.Session;
import dev.filegate.ftp.FtpConfig;
import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.data.ActiveConnector;
import dev.filegate.ftp.data.PassiveListener;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where data connections come from: PORT EPRT PASV EPSV. The rules against bounce attacks (RFC 2577) are here. */
public final class PortCommands {
    private static final Logger LOG = LoggerFactory.getLogger(PortCommands.class);
    private static final int FIRST_HARMLESS_PORT = 1024;

    private PortCommands() {}

    public static Outcome pasv(FtpSession session, String none) {
        if (session.ports().isExtendedOnly()) {
            return extendedOnly();
        }
        InetAddress reached = session.client().local().getAddress();
        InetAddress client = session.client().remote().getAddress();
        if (!(reached instanceof Inet4Address)
                && session.config().passive().address().isEmpty()) {
            return Reply.of(425, "PASV cannot carry an IPv6 address; use EPSV");
        }
        try {
            InetAddress told = session.resources().passiveAddress().tell(client, reached);
            if (!(told instanceof Inet4Address)) {
                return Reply.of(425, "PASV cannot carry an IPv6 address; use EPSV");
            }
            PassiveListener listener = listen(session);
            String address = told.getHostAddress().replace('.', ',');
            return Reply.of(
                    227,
                    "entering passive mode (" + address + "," + (listener.port() >> 8) + "," + (listener.port() & 0xFF)
                            + ")");
        } catch (IOException e) {
            return Reply.of(425, "passive mode is not possible now: " + e.getMessage());
        }
    }

    /** RFC 2428 section 3. */
    public static Outcome epsv(FtpSession session, String argument) {
        String wanted = argument.strip().toUpperCase(Locale.ROOT);
        if (wanted.equals("ALL")) {
            session.ports().extendedOnly(true);
            return FtpReplies.ok("EPSV only from now on");
        }
        if (!wanted.matches("[0-9]*")) {
            return FtpReplies.syntax("EPSV takes nothing, a protocol number or ALL");
        }
        if (!wanted.isEmpty() && !wanted.equals(protocol(session))) {
            return otherProtocol(session);
        }
        try {
            return Reply.of(
                    229, "entering extended passive mode (|||" + listen(session).port() + "|)");
        } catch (IOException e) {
            return Reply.of(425, "passive mode is not possible now: " + e.getMessage());
        }
    }

    private static PassiveListener listen(FtpSession session) throws IOException {
        // The port of an earlier PASV goes back first: a client that asks again must not use up the range.
        session.ports().close();
        InetAddress client = session.client().remote().getAddress();
        boolean anybody = session.config().fxp();
        PassiveListener listener = session.resources()
                .ports()
                .listen(session.client().local().getAddress(), peer -> anybody || peer.equals(client));
        session.ports().set(listener);
        return listener;
    }

    public static Outcome port(FtpSession session, String argument) {
        if (session.ports().isExtendedOnly()) {
            return extendedOnly();
        }
        try {
            return active(session, PortArguments.parsePort(argument));
        } catch (IllegalArgumentException e) {
            return FtpReplies.syntax(e);
        }
    }

    /** RFC 2428 section 2. */
    public static Outcome eprt(FtpSession session, String argument) {
        if (session.ports().isExtendedOnly()) {
            return extendedOnly();
        }
        PortArguments.Extended parsed;
        try {
            parsed = PortArguments.parseExtended(argument);
        } catch (IllegalArgumentException e) {
            return FtpReplies.syntax(e);
        }
        return switch (parsed) {
            case PortArguments.Extended.Known(InetSocketAddress target) -> active(session, target);
            case PortArguments.Extended.UnknownProtocol() -> otherProtocol(session);
        };
    }

    private static Outcome active(FtpSession session, InetSocketAddress named) {
        FtpConfig.Active active = session.config().active();
        if (!active.enabled()) {
            return Reply.of(502, "active mode is off here; use PASV or EPSV");
        }
        InetAddress client = session.client().remote().getAddress();
        InetSocketAddress target = orOwn(named, client);
        InetAddress local = session.client().local().getAddress();
        if (local.getAddress().length != target.getAddress().getAddress().length) {
            return otherProtocol(
                    session); // before the rules against bounces: a client that tries both protocols attacks nobody
        }
        if (!target.getAddress().equals(client) && !session.config().fxp()) {
            return refused(session, target, "data connections go to your own address only; use PASV or EPSV");
        }
        if (target.getPort() < FIRST_HARMLESS_PORT) {
            return refused(session, target, "data connections do not go to ports below 1024");
        }
        session.ports().set(new ActiveConnector(local, active.sourcePort(), target));
        return FtpReplies.ok("the next transfer connects to port " + target.getPort());
    }

    /** The address of nobody means the client's own: lftp 4.9 says {@code EPRT |2|::|port|} whenever it is active over IPv6. */
    private static InetSocketAddress orOwn(InetSocketAddress named, InetAddress client) {
        return named.getAddress().isAnyLocalAddress() ? new InetSocketAddress(client, named.getPort()) : named;
    }

    private static Reply refused(FtpSession session, InetSocketAddress target, String words) {
        LOG.warn(
                "attack: {} asked for a data connection to {}", session.client().remote(), target);
        session.core().abuse(Session.Abuse.ATTACK);
        return FtpReplies.unsupported(words);
    }

    /** The number of the control connection's network protocol (RFC 2428 section 2). */
    private static String protocol(FtpSession session) {
        return session.client().local().getAddress() instanceof Inet4Address ? "1" : "2";
    }

    /** RFC 2428 section 2: what can be used is between parentheses, and that is the control connection's protocol. */
    private static Reply otherProtocol(FtpSession session) {
        return Reply.of(522, "network protocol not supported on this connection, use (" + protocol(session) + ")");
    }

    /** RFC 2428 section 4. */
    private static Reply extendedOnly() {
        return Reply.of(503, "EPSV ALL was given: only EPSV is allowed");
    }
}
