package dev.filegate.admin.api;

import dev.filegate.admin.StorageEntry;
import dev.filegate.admin.http.ProblemException;
import dev.filegate.admin.http.Query;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.token.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The storages of the configuration. */
@Path("/api/v1/storages")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "storages", description = "The storages of the configuration; they are changed there")
public class StoragesResource {
    private final Acts acts;

    StoragesResource(Acts acts) {
        this.acts = acts;
    }

    /**
     * A storage, looked at right now.
     *
     * @param type {@code local} or {@code s3}
     * @param detail why it cannot be reached; absent when it can
     */
    public record StorageDocument(
            String name,
            String type,
            boolean reachable,
            @Nullable String detail) {
        static StorageDocument of(StorageEntry storage) {
            String name = storage.backend().name();
            try {
                storage.backend().check();
                return new StorageDocument(name, storage.type(), true, null);
            } catch (GatewayException e) {
                return new StorageDocument(name, storage.type(), false, e.detail());
            }
        }
    }

    /** All of them: there are few. */
    public record StorageList(List<StorageDocument> items) {}

    @GET
    @Operation(summary = "List the storages by name, and whether they can be reached")
    public StorageList list(@Context UriInfo uri) {
        List<StorageEntry> storages = acts.look(Role.AUDITOR).storages();
        Query.of(uri).end();
        return new StorageList(storages.stream()
                .sorted(Comparator.comparing(storage -> storage.backend().name()))
                .map(StorageDocument::of)
                .toList());
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "Show a storage, and whether it can be reached")
    public StorageDocument show(@PathParam("name") String name, @Context UriInfo uri) {
        List<StorageEntry> storages = acts.look(Role.AUDITOR).storages();
        Query.of(uri).end();
        return storages.stream()
                .filter(storage -> storage.backend().name().equals(name))
                .findFirst()
                .map(StorageDocument::of)
                .orElseThrow(() -> ProblemException.missing("storage \"" + Shown.text(name) + "\""));
    }
}
