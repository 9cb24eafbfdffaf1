package dev.filegate.admin.api;

import dev.filegate.admin.http.Body;
import dev.filegate.admin.http.Fields;
import dev.filegate.admin.http.Problem.Status;
import dev.filegate.admin.http.ProblemException;
import dev.filegate.admin.http.Query;
import dev.filegate.admin.http.Words;
import dev.filegate.admin.token.Tokens;
import dev.filegate.core.token.AccessToken;
import dev.filegate.core.token.Role;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who may administer. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tokens", description = "Who may use this API")
public class TokensResource {
    private static final int LONGEST_NAME = 128;

    private final Acts acts;

    TokensResource(Acts acts) {
        this.acts = acts;
    }

    /**
     * A token.
     *
     * @param role {@code admin}, {@code operator} or {@code auditor}
     * @param expires first moment it no longer counts; absent for never
     * @param expired whether that was in the past
     */
    public record TokenDocument(
            String id,
            String name,
            String role,
            Instant created,
            @Nullable Instant expires,
            boolean expired) {
        static TokenDocument of(AccessToken token) {
            return new TokenDocument(
                    token.id(),
                    token.name(),
                    token.role().word(),
                    token.created(),
                    Shown.unlessNever(token.expires()),
                    !Instant.now().isBefore(token.expires()));
        }
    }

    /** @param token what its bearer sends; it is told this once and kept nowhere */
    public record NewTokenDocument(
            String id,
            String name,
            String role,
            Instant created,
            @Nullable Instant expires,
            String token) {}

    /**
     * A token to be made.
     *
     * @param expires a time, a date, or how long from now: {@code 30d}; never when not given
     */
    public record TokenRequest(
            @Schema(required = true, minLength = 1, maxLength = LONGEST_NAME)
            String name,

            @Schema(
                    required = true,
                    enumeration = {"admin", "operator", "auditor"})
            String role,

            @Nullable String expires) {}

    /** All of them: there are few. */
    public record TokenList(List<TokenDocument> items) {}

    @GET
    @Operation(summary = "List the tokens, the local one first, then oldest first")
    public TokenList list(@Context UriInfo uri) {
        Tokens tokens = acts.look(Role.OPERATOR).tokens();
        Query.of(uri).end();
        return new TokenList(tokens.list().stream().map(TokenDocument::of).toList());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Show a token, but for its secret")
    public TokenDocument show(@PathParam("id") String id, @Context UriInfo uri) {
        Tokens tokens = acts.look(Role.OPERATOR).tokens();
        Query.of(uri).end();
        return tokens.list().stream()
                .filter(token -> token.id().equals(id))
                .findFirst()
                .map(TokenDocument::of)
                .orElseThrow(() -> missing(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make a token")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TokenRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "The token; its secret is told this once",
            content = @Content(schema = @Schema(implementation = NewTokenDocument.class)))
    public Response create(InputStream body, @Context UriInfo uri) {
        NewTokenDocument created = acts.perform(new Acts.Act(Role.ADMIN, "token.create", ""), () -> {
            Query.of(uri).end();
            Fields fields = Fields.of(Body.object(body));
            String name = fields.parsed("name", TokensResource::checkedName)
                    .orElseThrow(() -> ProblemException.invalid("name", "is missing"));
            Role role = fields.parsed("role", word -> Words.constant(Role.class, word))
                    .orElseThrow(() -> ProblemException.invalid("role", "is missing"));
            Instant expires = fields.parsed("expires", Words::future).orElse(Instant.MAX);
            fields.end();
            Tokens.Created made = acts.look(Role.ADMIN)
                    .tokens()
                    .create(name, role, expires)
                    .orElseThrow(() -> ProblemException.of(
                            Status.CONFLICT, "there are " + Tokens.MOST + " tokens already; remove some"));
            AccessToken kept = made.kept();
            return new Acts.Done<>(
                    new NewTokenDocument(
                            kept.id(),
                            kept.name(),
                            kept.role().word(),
                            kept.created(),
                            Shown.unlessNever(kept.expires()),
                            made.text()),
                    kept.toString());
        });
        return Response.created(URI.create("/api/v1/tokens/" + created.id()))
                .entity(created)
                .build();
    }

    private static String checkedName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("has 1 to " + LONGEST_NAME + " characters, none of them a control");
        }
        if (name.equals(Tokens.LOCAL)) {
            throw new IllegalArgumentException("\"" + Tokens.LOCAL + "\" is the token below filegate.home");
        }
        return name;
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a token: it lets nobody in from then on")
    public void remove(@PathParam("id") String id, @Context UriInfo uri) {
        acts.perform(new Acts.Act(Role.ADMIN, "token.remove", Shown.text(id)), () -> {
            Query.of(uri).end();
            Tokens tokens = acts.look(Role.ADMIN).tokens();
            if (tokens.isLocal(id)) {
                throw ProblemException.of(
                        Status.CONFLICT,
                        "this is the token below filegate.home: delete the file, and a new one is made at the next start");
            }
            if (!tokens.remove(id)) {
                throw missing(id);
            }
            return new Acts.Done<>(id, "");
        });
    }

    private static ProblemException missing(String id) {
        return ProblemException.missing("token \"" + Shown.text(id) + "\"");
    }
}
