package dev.filegate.core.session;

import dev.filegate.core.server.Protocol;
import java.net.InetSocketAddress;
import java.util.List;

/** The one door into the gateway. Thread-safe. */
public interface Sessions {
    /**
     * Asks for admission, before TLS and before any greeting: bans, totals, per address. Never blocks, so it may be called on an event loop.
     *
     * @param local the address the client reached
     * @param disconnect ends the connection at once, from any thread: used to kill a session
     */
    Admission open(Protocol protocol, InetSocketAddress remote, InetSocketAddress local, Runnable disconnect);

    /** Everybody who is connected, oldest first. A snapshot. */
    List<SessionInfo> active();

    /** Ends a session; false if there is none of that id. The reason goes to the audit trail. */
    boolean kill(String id, String reason);

    /** The transfers that run now, oldest first. A snapshot. */
    List<TransferInfo> transfers();

    /**
     * Ends a transfer as aborted; its session goes on where the protocol can. False if there is none of that id. A transfer that waits
     * for its client may take until its next byte or the idle time to notice: kill the session to end it at once.
     */
    boolean endTransfer(String id, String reason);

    /** The answer to {@link #open}. */
    sealed interface Admission {
        record Admitted(Session session) implements Admission {}

        /** @param reason words for the client; {@code silent}: close without a word, as for a banned address */
        record Refused(String reason, boolean silent) implements Admission {}
    }
}
