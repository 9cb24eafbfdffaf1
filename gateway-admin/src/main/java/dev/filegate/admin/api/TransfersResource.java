package dev.filegate.admin.api;

import dev.filegate.admin.http.Cursor;
import dev.filegate.admin.http.ProblemException;
import dev.filegate.admin.http.Query;
import dev.filegate.core.session.Sessions;
import dev.filegate.core.session.TransferInfo;
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

/** What is being moved right now. */
@Path("/api/v1/transfers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transfers", description = "What is being moved right now")
public class TransfersResource {
    private final Acts acts;

    TransfersResource(Acts acts) {
        this.acts = acts;
    }

    /**
     * A running transfer.
     *
     * @param direction {@code upload} or {@code download}
     * @param offset position of the first byte in the file; absent while nothing was moved
     * @param bytes moved so far
     * @param size bytes the file has; absent when it is not known, as for uploads
     * @param progress from 0 to 1; absent without a size
     * @param rate bytes per second, over the last seconds
     */
    public record TransferDocument(
            String id,
            String session,
            String account,
            String protocol,
            String remote,
            String direction,
            String path,
            @Nullable Long offset,
            long bytes,
            @Nullable Long size,
            @Nullable Double progress,
            Instant since,
            long rate) {
        static TransferDocument of(TransferInfo transfer) {
            return new TransferDocument(
                    transfer.id(),
                    transfer.session(),
                    Shown.text(transfer.account()),
                    transfer.protocol().word(),
                    Shown.address(transfer.remote()),
                    transfer.direction().word(),
                    Shown.text(transfer.path()),
                    transfer.offset() < 0 ? null : transfer.offset(),
                    transfer.bytes(),
                    transfer.size() < 0 ? null : transfer.size(),
                    transfer.size() < 0 ? null : progress(transfer),
                    transfer.since(),
                    transfer.rate());
        }

        private static double progress(TransferInfo transfer) {
            double position = Math.max(0, transfer.offset()) + (double) transfer.bytes();
            return transfer.size() == 0 ? 1 : Math.clamp(position / transfer.size(), 0, 1);
        }
    }

    /** @param next cursor of the next page; absent on the last one */
    public record TransferPage(
            List<TransferDocument> items, @Nullable String next) {}

    @GET
    @Operation(summary = "List the running transfers, oldest first")
    @Parameter(name = "account", in = ParameterIn.QUERY, description = "Only transfers of this account")
    @Parameter(name = "session", in = ParameterIn.QUERY, description = "Only transfers of this session")
    @Parameter(ref = "limit")
    @Parameter(ref = "cursor")
    public TransferPage list(@Context UriInfo uri) {
        Sessions sessions = acts.look(Role.AUDITOR).sessions();
        Query query = Query.of(uri);
        Optional<String> account = query.find("account");
        Optional<String> session = query.find("session");
        String after = query.cursor();
        int limit = query.limit();
        query.end();
        List<TransferInfo> wanted = sessions.transfers().stream()
                .filter(transfer -> account.isEmpty() || transfer.account().equals(account.get()))
                .filter(transfer -> session.isEmpty() || transfer.session().equals(session.get()))
                .toList();
        Cursor.Slice<TransferInfo> slice =
                Cursor.slice(wanted, transfer -> Cursor.place(transfer.since(), transfer.id()), after, limit);
        return new TransferPage(
                slice.items().stream().map(TransferDocument::of).toList(), Shown.unlessEmpty(slice.next()));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "End a transfer as aborted",
            description =
                    "Its session goes on where the protocol can. A transfer that waits for its client notices at its next byte.")
    @Parameter(name = "reason", in = ParameterIn.QUERY, description = "Why, in words that the client may see")
    public void end(@PathParam("id") String id, @Context UriInfo uri) {
        acts.perform(new Acts.Act(Role.OPERATOR, "transfer.end", Shown.text(id)), () -> {
            Query query = Query.of(uri);
            String reason = Shown.text(query.text("reason"));
            query.end();
            if (!acts.look(Role.OPERATOR).sessions().endTransfer(id, reason)) {
                throw ProblemException.missing("transfer \"" + Shown.text(id) + "\"");
            }
            return new Acts.Done<>(id, reason);
        });
    }
}
