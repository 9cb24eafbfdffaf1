package dev.filegate.admin.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.filegate.admin.http.Body;
import dev.filegate.admin.http.Cursor;
import dev.filegate.admin.http.ETags;
import dev.filegate.admin.http.Fields;
import dev.filegate.admin.http.ProblemException;
import dev.filegate.admin.http.Query;
import dev.filegate.core.directory.AccountDefinition;
import dev.filegate.core.directory.AccountEntry;
import dev.filegate.core.directory.Accounts;
import dev.filegate.core.directory.Listing;
import dev.filegate.core.directory.Page;
import dev.filegate.core.directory.Versioned;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.token.Role;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who may log in. */
@Path("/api/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts", description = "Who may log in, and what they see")
public class AccountsResource {
    static final String MERGE_PATCH = "application/merge-patch+json";

    private final Acts acts;
    private final ObjectMapper json;

    AccountsResource(Acts acts, ObjectMapper json) {
        this.acts = acts;
        this.json = json;
    }

    /** @param next cursor of the next page; absent on the last one */
    public record AccountPage(
            List<AccountDocument> items, @Nullable String next) {}

    /**
     * What an account stores, and what it may store.
     *
     * @param limitBytes 0 for no limit, and then nothing is counted
     * @param limitFiles 0 for no limit
     */
    public record QuotaDocument(long bytes, long limitBytes, long files, long limitFiles) {
        static QuotaDocument of(QuotaUsage usage) {
            return new QuotaDocument(usage.bytes(), usage.limitBytes(), usage.files(), usage.limitFiles());
        }
    }

    @GET
    @Operation(summary = "List the accounts by name, declared ones included")
    @Parameter(name = "q", in = ParameterIn.QUERY, description = "Only names that contain this, whatever the capitals")
    @Parameter(name = "group", in = ParameterIn.QUERY, description = "Only members of this group")
    @Parameter(ref = "limit")
    @Parameter(ref = "cursor")
    public AccountPage list(@Context UriInfo uri) {
        Accounts accounts = acts.look(Role.AUDITOR).accounts();
        Query query = Query.of(uri);
        Listing listing = new Listing(query.cursor(), query.limit(), query.text("q"), query.text("group"));
        query.end();
        Page<AccountEntry> page = accounts.list(listing);
        return new AccountPage(
                page.items().stream().map(AccountDocument::of).toList(),
                page.next().isEmpty() ? null : Cursor.of(page.next()));
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "Show an account")
    @APIResponse(
            responseCode = "200",
            description = "The account; the header ETag has its version",
            content = @Content(schema = @Schema(implementation = AccountDocument.class)))
    public Response show(@PathParam("name") String name, @Context UriInfo uri) {
        Accounts accounts = acts.look(Role.AUDITOR).accounts();
        Query.of(uri).end();
        return answer(Response.ok(), entry(accounts, name));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make an account")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AccountDocument.class)))
    @APIResponse(
            responseCode = "201",
            description = "The account as it is kept",
            content = @Content(schema = @Schema(implementation = AccountDocument.class)))
    public Response create(InputStream body, @Context UriInfo uri) {
        acts.check(new Acts.Act(Role.ADMIN, "account.create", ""));
        ObjectNode document = Body.object(body);
        String name = Fields.of(document).required("name");
        return acts.perform(new Acts.Act(Role.ADMIN, "account.create", Shown.text(name)), () -> {
            Query.of(uri).end();
            AccountDefinition account = Definitions.account(name, document, "");
            Versioned<AccountDefinition> stored =
                    Changes.done(acts.look(Role.ADMIN).accounts().create(account), what(name));
            return new Acts.Done<>(
                    answer(
                            Response.created(UriBuilder.fromPath("/api/v1/accounts/{name}")
                                    .build(name)),
                            entry(stored)),
                    Described.account(stored.value()));
        });
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replace an account",
            description =
                    "Fields that are missing are no longer given, but the password stays unless password is there: a new one, or null for none.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AccountDocument.class)))
    @APIResponse(
            responseCode = "200",
            description = "The account as it is kept",
            content = @Content(schema = @Schema(implementation = AccountDocument.class)))
    public Response replace(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @DefaultValue("") String ifMatch,
            InputStream body,
            @Context UriInfo uri) {
        return acts.perform(new Acts.Act(Role.ADMIN, "account.update", Shown.text(name)), () -> {
            Query.of(uri).end();
            OptionalLong version = ETags.required(ifMatch);
            return update(name, version, Body.object(body));
        });
    }

    @PATCH
    @Path("/{name}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change parts of an account (RFC 7396)",
            description =
                    "A field that is null is no longer given. If-Match may be left out: what is not mentioned stays as it is.")
    @RequestBody(required = true, content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "200",
            description = "The account as it is kept",
            content = @Content(schema = @Schema(implementation = AccountDocument.class)))
    public Response change(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @DefaultValue("") String ifMatch,
            InputStream body,
            @Context UriInfo uri) {
        return acts.perform(new Acts.Act(Role.ADMIN, "account.update", Shown.text(name)), () -> {
            Query.of(uri).end();
            OptionalLong version = ETags.optional(ifMatch);
            ObjectNode patch = Body.object(body);
            ObjectNode document = json.valueToTree(
                    AccountDocument.of(entry(acts.look(Role.ADMIN).accounts(), name)));
            return update(name, version, Changes.merged(document, patch));
        });
    }

    private Acts.Done<Response> update(String name, OptionalLong expected, ObjectNode document) {
        Accounts accounts = acts.look(Role.ADMIN).accounts();
        Versioned<AccountDefinition> current = entry(accounts, name).stored();
        long version = Changes.version(current, expected, what(name));
        AccountDefinition account =
                Definitions.account(name, document, current.value().proofs().passwordHash());
        Versioned<AccountDefinition> stored = Changes.done(accounts.update(account, version), what(name));
        return new Acts.Done<>(
                answer(Response.ok(), entry(stored)), Described.difference(current.value(), stored.value()));
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Remove an account", description = "Its sessions end; its files stay.")
    public void remove(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @DefaultValue("") String ifMatch,
            @Context UriInfo uri) {
        acts.perform(new Acts.Act(Role.ADMIN, "account.remove", Shown.text(name)), () -> {
            Query.of(uri).end();
            OptionalLong expected = ETags.optional(ifMatch);
            Accounts accounts = acts.look(Role.ADMIN).accounts();
            long version = Changes.version(entry(accounts, name).stored(), expected, what(name));
            Changes.done(accounts.delete(name, version), what(name));
            return new Acts.Done<>(name, "");
        });
    }

    @GET
    @Path("/{name}/quota")
    @Operation(summary = "Show what an account stores")
    public QuotaDocument quota(@PathParam("name") String name, @Context UriInfo uri) {
        Optional<QuotaUsage> usage = acts.look(Role.AUDITOR).quotas().usage(name);
        Query.of(uri).end();
        return usage.map(QuotaDocument::of).orElseThrow(() -> ProblemException.missing(what(name)));
    }

    @POST
    @Path("/{name}/quota/recount")
    @Operation(
            summary = "Count what an account stores anew",
            description = "Takes as long as walking through all of its files takes.")
    public QuotaDocument recount(@PathParam("name") String name, @Context UriInfo uri) {
        return acts.perform(new Acts.Act(Role.OPERATOR, "quota.recount", Shown.text(name)), () -> {
            Query.of(uri).end();
            QuotaUsage usage = acts.look(Role.OPERATOR)
                    .quotas()
                    .recount(name)
                    .orElseThrow(() -> ProblemException.missing(what(name)));
            return new Acts.Done<>(QuotaDocument.of(usage), usage.bytes() + " bytes in " + usage.files() + " files");
        });
    }

    private static AccountEntry entry(Accounts accounts, String name) {
        return accounts.find(name).orElseThrow(() -> ProblemException.missing(what(name)));
    }

    private static AccountEntry entry(Versioned<AccountDefinition> stored) {
        return new AccountEntry(stored, AccountEntry.Origin.DATABASE);
    }

    private static Response answer(Response.ResponseBuilder answer, AccountEntry entry) {
        return answer.header("ETag", ETags.of(entry.stored().version()))
                .entity(AccountDocument.of(entry))
                .build();
    }

    private static String what(String name) {
        return "account \"" + Shown.text(name) + "\"";
    }
}
