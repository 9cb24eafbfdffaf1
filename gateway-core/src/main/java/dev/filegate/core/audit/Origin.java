package dev.filegate.core.audit;

import dev.filegate.core.server.Protocol;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;

/**
 * Who an event comes from, and when.
 *
 * @param at the moment it happened (for a transfer: when it ended)
 * @param session id of the session; empty for a connection that was not admitted
 * @param remote the client's address
 * @param account name of the account; before and during a login the name the client claims, or empty
 * @param anonymous whether the account is a visitor's, who proved nothing
 * @param notes facts about the session that protocols noted: {@code client}, {@code tls}, {@code cipher}, {@code type}, {@code email}
 */
public record Origin(
        Instant at,
        String session,
        Protocol protocol,
        InetSocketAddress remote,
        String account,
        boolean anonymous,
        Map<String, String> notes) {
    public Origin {
        notes = Map.copyOf(notes);
    }
}
