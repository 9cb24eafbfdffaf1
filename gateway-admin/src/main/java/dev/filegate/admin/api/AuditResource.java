package dev.filegate.admin.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.filegate.admin.http.Cursor;
import dev.filegate.admin.http.Query;
import dev.filegate.admin.http.Words;
import dev.filegate.core.audit.AuditArchive;
import dev.filegate.core.audit.AuditPage;
import dev.filegate.core.audit.AuditQuery;
import dev.filegate.core.audit.AuditRecord;
import dev.filegate.core.audit.AuditVerification;
import dev.filegate.core.path.PathGlob;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.token.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What happened. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit", description = "What happened")
public class AuditResource {
    private final Acts acts;
    private final ObjectMapper json;
    private final Queue<Verification> running = new ConcurrentLinkedQueue<>();

    /** One that runs, and how many records it has looked at. */
    private record Verification(Instant since, AtomicLong records) {}

    AuditResource(Acts acts, ObjectMapper json) {
        this.acts = acts;
        this.json = json;
    }

    /**
     * Events, newest first. Each has the fields that docs/audit.md lists, its {@code sequence} number in the chain and its {@code hash}.
     *
     * @param next cursor of the next page; absent on the last one
     */
    public record EventPage(
            @Schema(type = SchemaType.ARRAY, implementation = Object.class)
            List<ObjectNode> items,

            @Nullable String next) {}

    /**
     * What a look at the whole hash chain found.
     *
     * @param intact whether nothing was removed or changed
     * @param records how many were looked at
     * @param first sequence number of the first record that is kept
     * @param last sequence number of the last one
     * @param head hash of the last one
     */
    public record VerificationDocument(
            boolean intact, long records, long first, long last, String head, List<FindingDocument> findings) {
        static VerificationDocument of(AuditVerification found) {
            return new VerificationDocument(
                    found.intact(),
                    found.records(),
                    found.first(),
                    found.last(),
                    found.head(),
                    found.findings().stream()
                            .map(finding -> new FindingDocument(finding.sequence(), finding.words()))
                            .toList());
        }
    }

    /** @param sequence the record at or before which something does not fit */
    public record FindingDocument(long sequence, String detail) {}

    /** Verifications that run. */
    public record RunningVerifications(List<RunningVerification> items) {}

    /** @param records how many were looked at so far */
    public record RunningVerification(Instant since, long records) {}

    @GET
    @Operation(summary = "Search the audit trail, newest first")
    @Parameter(name = "account", in = ParameterIn.QUERY, description = "Only events of this account")
    @Parameter(
            name = "since",
            in = ParameterIn.QUERY,
            description = "First moment: 2026-11-20T10:00:00Z, a date, or how long ago: 24h, 7d")
    @Parameter(name = "until", in = ParameterIn.QUERY, description = "First moment after")
    @Parameter(
            name = "path",
            in = ParameterIn.QUERY,
            description = "Only events whose path, or the target of a rename or copy, matches: /in/**, *.csv")
    @Parameter(
            name = "event",
            in = ParameterIn.QUERY,
            description = "Only these events, with commas: transferred,refused")
    @Parameter(name = "protocol", in = ParameterIn.QUERY, description = "Only these protocols, with commas")
    @Parameter(name = "session", in = ParameterIn.QUERY, description = "Only events of this session")
    @Parameter(ref = "limit")
    @Parameter(ref = "cursor")
    public EventPage search(@Context UriInfo uri) {
        AuditArchive archive = acts.look(Role.AUDITOR).archive();
        Query query = Query.of(uri);
        AuditQuery wanted = new AuditQuery(
                query.text("account"),
                query.instant("since").orElse(Instant.MIN),
                query.instant("until").orElse(Instant.MAX),
                query.parsed("path", PathGlob::parse).stream().toList(),
                query.parsed("event", AuditResource::words).orElse(Set.of()),
                query.parsed("protocol", AuditResource::protocols).orElse(Set.of()),
                query.text("session"),
                query.parsedCursor(AuditResource::sequence).orElse(0L),
                query.limit());
        query.end();
        AuditPage page = archive.search(wanted);
        return new EventPage(
                page.records().stream().map(this::event).toList(),
                page.next() == 0 ? null : Cursor.of(Long.toString(page.next())));
    }

    private static Set<String> words(String list) {
        return Stream.of(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }

    private static Set<Protocol> protocols(String list) {
        return words(list).stream()
                .map(word -> Words.constant(Protocol.class, word))
                .collect(Collectors.toSet());
    }

    private static long sequence(String place) {
        if (!place.matches("[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("is not what a page named as next");
        }
        return Long.parseLong(place);
    }

    /** The event as it is kept: somebody may have changed it into what is no JSON, and that must be seen too. */
    private ObjectNode event(AuditRecord kept) {
        ObjectNode shown = json.createObjectNode();
        shown.put("sequence", kept.sequence());
        try {
            if (json.readTree(kept.json()) instanceof ObjectNode event) {
                shown.setAll(event);
            } else {
                shown.put("unreadable", kept.json());
            }
        } catch (JsonProcessingException e) {
            shown.put("unreadable", kept.json());
        }
        shown.put("sequence", kept.sequence());
        shown.put("hash", kept.hash());
        return shown;
    }

    @POST
    @Path("/verification")
    @Operation(
            summary = "Verify that nothing was removed from the audit trail, or changed in it",
            description = "Goes over the whole chain, which takes time in proportion to its length.")
    public VerificationDocument verify(@Context UriInfo uri) {
        AuditArchive archive = acts.look(Role.AUDITOR).archive();
        Query.of(uri).end();
        Verification verification = new Verification(Instant.now(), new AtomicLong());
        running.add(verification);
        try {
            return VerificationDocument.of(archive.verify(verification.records()::set));
        } finally {
            running.remove(verification);
        }
    }

    @GET
    @Path("/verification")
    @Operation(summary = "List the verifications that run, oldest first, and how far they are")
    public RunningVerifications verifications(@Context UriInfo uri) {
        acts.look(Role.AUDITOR);
        Query.of(uri).end();
        return new RunningVerifications(running.stream()
                .sorted(Comparator.comparing(Verification::since))
                .map(verification -> new RunningVerification(
                        verification.since(), verification.records().get()))
                .toList());
    }
}
