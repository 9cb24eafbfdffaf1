package dev.filegate.core.session;

import dev.filegate.core.server.Protocol;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * A session as operators see it ({@code SITE WHO}, {@code session list}).
 *
 * @param account name, or empty before the login
 * @param activity what it is doing
 * @param received bytes of files from the client so far
 * @param sent bytes of files to the client so far
 */
public record SessionInfo(
        String id,
        Protocol protocol,
        InetSocketAddress remote,
        String account,
        Instant since,
        Instant lastActive,
        String activity,
        long received,
        long sent) {}
