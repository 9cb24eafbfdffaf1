package dev.filegate.sftp.transport;

import dev.filegate.core.account.Account;
import dev.filegate.core.session.Session;
import dev.filegate.core.storage.Storage;
import java.util.Optional;

/** What can be had over a session channel. There is no shell. Thread-safe. */
public interface ChannelServices {
    /**
     * What serves a subsystem (RFC 4254 section 6.5), for one channel; empty refuses it.
     *
     * @param name as the client sent it
     */
    Optional<ChannelHandler> subsystem(String name, Login login, ChannelPeer peer);

    /**
     * What serves a command line, for one channel; empty refuses it.
     *
     * @param line as the client sent it, to be understood without a shell
     */
    Optional<ChannelHandler> command(String line, Login login, ChannelPeer peer);

    /**
     * Who is logged in on the connection.
     *
     * @param storage wrapped in every rule
     */
    record Login(Session session, Account account, Storage storage) {}
}
