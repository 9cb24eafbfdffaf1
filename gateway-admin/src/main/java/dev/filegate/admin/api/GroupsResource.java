package dev.filegate.admin.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.filegate.admin.http.Body;
import dev.filegate.admin.http.Cursor;
import dev.filegate.admin.http.ETags;
import dev.filegate.admin.http.Fields;
import dev.filegate.admin.http.ProblemException;
import dev.filegate.admin.http.Query;
import dev.filegate.core.directory.Accounts;
import dev.filegate.core.directory.GroupDefinition;
import dev.filegate.core.directory.Listing;
import dev.filegate.core.directory.Page;
import dev.filegate.core.directory.Versioned;
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

/** What accounts have in common. */
@Path("/api/v1/groups")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "groups", description = "What accounts have unless they say otherwise")
public class GroupsResource {
    private final Acts acts;
    private final ObjectMapper json;

    GroupsResource(Acts acts, ObjectMapper json) {
        this.acts = acts;
        this.json = json;
    }

    /** @param next cursor of the next page; absent on the last one */
    public record GroupPage(
            List<GroupDocument> items, @Nullable String next) {}

    @GET
    @Operation(summary = "List the groups by name")
    @Parameter(name = "q", in = ParameterIn.QUERY, description = "Only names that contain this, whatever the capitals")
    @Parameter(ref = "limit")
    @Parameter(ref = "cursor")
    public GroupPage list(@Context UriInfo uri) {
        Accounts accounts = acts.look(Role.AUDITOR).accounts();
        Query query = Query.of(uri);
        Listing listing = new Listing(query.cursor(), query.limit(), query.text("q"), "");
        query.end();
        Page<Versioned<GroupDefinition>> page = accounts.listGroups(listing);
        return new GroupPage(
                page.items().stream().map(GroupDocument::of).toList(),
                page.next().isEmpty() ? null : Cursor.of(page.next()));
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "Show a group")
    @APIResponse(
            responseCode = "200",
            description = "The group; the header ETag has its version",
            content = @Content(schema = @Schema(implementation = GroupDocument.class)))
    public Response show(@PathParam("name") String name, @Context UriInfo uri) {
        Accounts accounts = acts.look(Role.AUDITOR).accounts();
        Query.of(uri).end();
        return answer(Response.ok(), stored(accounts, name));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make a group")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = GroupDocument.class)))
    @APIResponse(
            responseCode = "201",
            description = "The group as it is kept",
            content = @Content(schema = @Schema(implementation = GroupDocument.class)))
    public Response create(InputStream body, @Context UriInfo uri) {
        acts.check(new Acts.Act(Role.ADMIN, "group.create", ""));
        ObjectNode document = Body.object(body);
        String name = Fields.of(document).required("name");
        return acts.perform(new Acts.Act(Role.ADMIN, "group.create", Shown.text(name)), () -> {
            Query.of(uri).end();
            GroupDefinition group = Definitions.group(name, document);
            Versioned<GroupDefinition> stored =
                    Changes.done(acts.look(Role.ADMIN).accounts().createGroup(group), what(name));
            return new Acts.Done<>(
                    answer(
                            Response.created(
                                    UriBuilder.fromPath("/api/v1/groups/{name}").build(name)),
                            stored),
                    Described.group(stored.value()));
        });
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replace a group", description = "Fields that are missing are no longer given.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = GroupDocument.class)))
    @APIResponse(
            responseCode = "200",
            description = "The group as it is kept",
            content = @Content(schema = @Schema(implementation = GroupDocument.class)))
    public Response replace(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @DefaultValue("") String ifMatch,
            InputStream body,
            @Context UriInfo uri) {
        return acts.perform(new Acts.Act(Role.ADMIN, "group.update", Shown.text(name)), () -> {
            Query.of(uri).end();
            OptionalLong version = ETags.required(ifMatch);
            return update(name, version, Body.object(body));
        });
    }

    @PATCH
    @Path("/{name}")
    @Consumes({AccountsResource.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change parts of a group (RFC 7396)",
            description =
                    "A field that is null is no longer given. If-Match may be left out: what is not mentioned stays as it is.")
    @RequestBody(required = true, content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(
            responseCode = "200",
            description = "The group as it is kept",
            content = @Content(schema = @Schema(implementation = GroupDocument.class)))
    public Response change(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @DefaultValue("") String ifMatch,
            InputStream body,
            @Context UriInfo uri) {
        return acts.perform(new Acts.Act(Role.ADMIN, "group.update", Shown.text(name)), () -> {
            Query.of(uri).end();
            OptionalLong version = ETags.optional(ifMatch);
            ObjectNode patch = Body.object(body);
            ObjectNode document = json.valueToTree(
                    GroupDocument.of(stored(acts.look(Role.ADMIN).accounts(), name)));
            return update(name, version, Changes.merged(document, patch));
        });
    }

    private Acts.Done<Response> update(String name, OptionalLong expected, ObjectNode document) {
        Accounts accounts = acts.look(Role.ADMIN).accounts();
        Versioned<GroupDefinition> current = stored(accounts, name);
        long version = Changes.version(current, expected, what(name));
        Versioned<GroupDefinition> stored =
                Changes.done(accounts.updateGroup(Definitions.group(name, document), version), what(name));
        return new Acts.Done<>(answer(Response.ok(), stored), Described.difference(current.value(), stored.value()));
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Remove a group that no account belongs to")
    public void remove(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @DefaultValue("") String ifMatch,
            @Context UriInfo uri) {
        acts.perform(new Acts.Act(Role.ADMIN, "group.remove", Shown.text(name)), () -> {
            Query.of(uri).end();
            OptionalLong expected = ETags.optional(ifMatch);
            Accounts accounts = acts.look(Role.ADMIN).accounts();
            long version = Changes.version(stored(accounts, name), expected, what(name));
            Changes.done(accounts.deleteGroup(name, version), what(name));
            return new Acts.Done<>(name, "");
        });
    }

    private static Versioned<GroupDefinition> stored(Accounts accounts, String name) {
        return accounts.findGroup(name).orElseThrow(() -> ProblemException.missing(what(name)));
    }

    private static Response answer(Response.ResponseBuilder answer, Versioned<GroupDefinition> stored) {
        return answer.header("ETag", ETags.of(stored.version()))
                .entity(GroupDocument.of(stored))
                .build();
    }

    private static String what(String name) {
        return "group \"" + Shown.text(name) + "\"";
    }
}
