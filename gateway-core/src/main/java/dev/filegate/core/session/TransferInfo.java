package dev.filegate.core.session;

import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * A transfer that runs now, as operators see it.
 *
 * @param id opaque; ends with the transfer
 * @param session id of its session
 * @param offset position of the first byte in the file; -1 while nothing was moved
 * @param bytes moved so far
 * @param size bytes the file has; -1 when it is not known, as for uploads
 * @param rate bytes per second, over the last seconds
 */
public record TransferInfo(
        String id,
        String session,
        String account,
        Protocol protocol,
        InetSocketAddress remote,
        AuditEvent.Direction direction,
        VirtualPath path,
        long offset,
        long bytes,
        long size,
        Instant since,
        long rate) {}
