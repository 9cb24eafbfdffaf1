package dev.filegate.core.audit;

import dev.filegate.core.path.PathGlob;
import dev.filegate.core.server.Protocol;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is searched for; everything that is given must hold.
 *
 * @param account the very name; empty for all
 * @param since first moment; {@link Instant#MIN} for all
 * @param until first moment after; {@link Instant#MAX} for all
 * @param paths none or one: a pattern that the event's path, or the target of a rename or copy, matches
 * @param events words of events ({@code transferred}); empty for all
 * @param protocols empty for all
 * @param session id of a session; empty for all
 * @param before only records with a smaller sequence number; 0 for the first page
 * @param limit most records of the page, 1 to {@value #MOST}
 */
public record AuditQuery(
        String account,
        Instant since,
        Instant until,
        List<PathGlob> paths,
        Set<String> events,
        Set<Protocol> protocols,
        String session,
        long before,
        int limit) {
    /** The most records of a page. */
    public static final int MOST = 1000;

    /** Everything, newest first. */
    public static final AuditQuery ALL =
            new AuditQuery("", Instant.MIN, Instant.MAX, List.of(), Set.of(), Set.of(), "", 0, MOST);

    /** @throws IllegalArgumentException when the limit is out of range */
    public AuditQuery {
        paths = List.copyOf(paths);
        events = Set.copyOf(events);
        protocols = Set.copyOf(protocols);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ", not " + limit);
        }
    }

    public AuditQuery ofAccount(String name) {
        return new AuditQuery(name, since, until, paths, events, protocols, session, before, limit);
    }

    public AuditQuery between(Instant first, Instant end) {
        return new AuditQuery(account, first, end, paths, events, protocols, session, before, limit);
    }

    public AuditQuery matching(PathGlob path) {
        return new AuditQuery(account, since, until, List.of(path), events, protocols, session, before, limit);
    }

    public AuditQuery of(Set<String> words) {
        return new AuditQuery(account, since, until, paths, words, protocols, session, before, limit);
    }

    public AuditQuery over(Set<Protocol> spoken) {
        return new AuditQuery(account, since, until, paths, events, spoken, session, before, limit);
    }

    public AuditQuery inSession(String id) {
        return new AuditQuery(account, since, until, paths, events, protocols, id, before, limit);
    }

    public AuditQuery page(long sequence, int most) {
        return new AuditQuery(account, since, until, paths, events, protocols, session, sequence, most);
    }
}
