package dev.filegate.admin.api;

import dev.filegate.admin.AdministeredGateway;
import dev.filegate.admin.http.Cursor;
import dev.filegate.admin.http.ProblemException;
import dev.filegate.admin.http.Query;
import dev.filegate.admin.http.Words;
import dev.filegate.core.account.Network;
import dev.filegate.core.session.Ban;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Addresses that are shut out for what came from them. */
@Path("/api/v1/bans")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "bans", description = "Addresses that are shut out for what came from them")
public class BansResource {
    private final Acts acts;

    BansResource(Acts acts) {
        this.acts = acts;
    }

    /**
     * A ban that holds.
     *
     * @param network an IPv4 address, or an IPv6 /64
     * @param until first moment it may connect again
     * @param repetition 1 for the first ban of the address; each is longer than the one before
     * @param refusals connections turned away so far
     */
    public record BanDocument(String network, Instant since, Instant until, int repetition, long refusals) {
        static BanDocument of(Ban ban) {
            return new BanDocument(
                    Shown.network(ban.network()), ban.since(), ban.until(), ban.repetition(), ban.refusals());
        }
    }

    /** @param next cursor of the next page; absent on the last one */
    public record BanPage(List<BanDocument> items, @Nullable String next) {}

    @GET
    @Operation(summary = "List the bans that hold now, oldest first")
    @Parameter(ref = "limit")
    @Parameter(ref = "cursor")
    public BanPage list(@Context UriInfo uri) {
        AdministeredGateway gateway = acts.look(Role.AUDITOR);
        Query query = Query.of(uri);
        String after = query.cursor();
        int limit = query.limit();
        query.end();
        Cursor.Slice<Ban> slice = Cursor.slice(
                gateway.bans().active(), ban -> Cursor.place(ban.since(), Shown.network(ban.network())), after, limit);
        return new BanPage(slice.items().stream().map(BanDocument::of).toList(), Shown.unlessEmpty(slice.next()));
    }

    @DELETE
    @Path("/{address}")
    @Operation(
            summary = "Lift a ban and forget what led to it",
            description =
                    "The address may be any of the banned network, or the network as the list shows it, with its / as %2F.")
    public void lift(@PathParam("address") String address, @Context UriInfo uri) {
        acts.perform(new Acts.Act(Role.OPERATOR, "ban.lift", Shown.text(address)), () -> {
            Query.of(uri).end();
            Network given = Words.parse("address", address, Network::parse);
            AdministeredGateway gateway = acts.look(Role.OPERATOR);
            List<Network> lifted = gateway.bans().active().stream()
                    .map(Ban::network)
                    .filter(banned -> banned.equals(given) || (isWhole(given) && banned.contains(given.base())))
                    .filter(gateway.sessions()::liftBan)
                    .toList();
            if (lifted.isEmpty()) {
                throw ProblemException.missing("ban of " + Shown.text(address));
            }
            return new Acts.Done<>(lifted, "");
        });
    }

    /** Whether it is one address. */
    private static boolean isWhole(Network network) {
        return network.prefixLength() == network.base().getAddress().length * 8;
    }
}
