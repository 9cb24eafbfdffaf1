package dev.filegate.admin.api;

import dev.filegate.admin.http.Cursor;
import dev.filegate.admin.http.ProblemException;
import dev.filegate.admin.http.Query;
import dev.filegate.admin.http.Words;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.SessionInfo;
import dev.filegate.core.session.Sessions;
import dev.filegate.core.token.Role;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who is connected. */
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions", description = "Who is connected")
public class SessionsResource {
    private final Acts acts;

    SessionsResource(Acts acts) {
        this.acts = acts;
    }

    /**
     * A connection.
     *
     * @param account absent before the login
     * @param activity what the client is doing: {@code RETR /a.bin}
     * @param received bytes of files from the client so far
     * @param sent bytes of files to the client so far
     */
    public record SessionDocument(
            String id,
            String protocol,
            String remote,
            int remotePort,
            @Nullable String account,
            Instant since,
            Instant lastActive,
            String activity,
            long received,
            long sent) {
        static SessionDocument of(SessionInfo session) {
            return new SessionDocument(
                    session.id(),
                    session.protocol().word(),
                    Shown.address(session.remote()),
                    session.remote().getPort(),
                    Shown.unlessEmpty(Shown.text(session.account())),
                    session.since(),
                    session.lastActive(),
                    Shown.text(session.activity()),
                    session.received(),
                    session.sent());
        }
    }

    /** @param next cursor of the next page; absent on the last one */
    public record SessionPage(
            List<SessionDocument> items, @Nullable String next) {}

    @GET
    @Operation(summary = "List the sessions, oldest first")
    @Parameter(name = "account", in = ParameterIn.QUERY, description = "Only sessions of this account")
    @Parameter(name = "protocol", in = ParameterIn.QUERY, description = "Only sessions of this protocol")
    @Parameter(ref = "limit")
    @Parameter(ref = "cursor")
    public SessionPage list(@Context UriInfo uri) {
        Sessions sessions = acts.look(Role.AUDITOR).sessions();
        Query query = Query.of(uri);
        Optional<String> account = query.find("account");
        Optional<Protocol> protocol = query.parsed("protocol", word -> Words.constant(Protocol.class, word));
        String after = query.cursor();
        int limit = query.limit();
        query.end();
        List<SessionInfo> wanted = sessions.active().stream()
                .filter(session -> account.isEmpty() || session.account().equals(account.get()))
                .filter(session -> protocol.isEmpty() || session.protocol() == protocol.get())
                .toList();
        Cursor.Slice<SessionInfo> slice =
                Cursor.slice(wanted, session -> Cursor.place(session.since(), session.id()), after, limit);
        return new SessionPage(
                slice.items().stream().map(SessionDocument::of).toList(), Shown.unlessEmpty(slice.next()));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Show a session")
    public SessionDocument show(@PathParam("id") String id, @Context UriInfo uri) {
        Sessions sessions = acts.look(Role.AUDITOR).sessions();
        Query.of(uri).end();
        return sessions.active().stream()
                .filter(session -> session.id().equals(id))
                .findFirst()
                .map(SessionDocument::of)
                .orElseThrow(() -> ProblemException.missing("session \"" + Shown.text(id) + "\""));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "End a session at once", description = "Its running transfers are aborted.")
    @Parameter(name = "reason", in = ParameterIn.QUERY, description = "Why, for the audit trail")
    public void kill(@PathParam("id") String id, @Context UriInfo uri) {
        acts.perform(new Acts.Act(Role.OPERATOR, "session.kill", Shown.text(id)), () -> {
            Query query = Query.of(uri);
            String reason = Shown.text(query.text("reason"));
            query.end();
            String words = "ended by " + acts.callerName() + (reason.isEmpty() ? "" : ": " + reason);
            if (!acts.look(Role.OPERATOR).sessions().kill(id, words)) {
                throw ProblemException.missing("session \"" + Shown.text(id) + "\"");
            }
            return new Acts.Done<>(id, reason);
        });
    }
}
