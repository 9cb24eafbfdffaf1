package dev.filegate.admin.api;

import dev.filegate.admin.AdministeredGateway;
import dev.filegate.admin.http.Query;
import dev.filegate.admin.http.Words;
import dev.filegate.core.account.Network;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.Explanations;
import dev.filegate.core.token.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which rule decides, and why. */
@Path("/api/v1/explain")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "explain", description = "Which rule decides, and why")
public class ExplainResource {
    private static final String LOOPBACK = "127.0.0.1";

    private final Acts acts;

    ExplainResource(Acts acts) {
        this.acts = acts;
    }

    /**
     * The answer.
     *
     * @param rule the rule that refuses, by the name that audit records carry; absent when it is allowed
     * @param steps what was asked, in order; the last one refuses unless it is allowed
     */
    public record ExplanationDocument(
            boolean allowed,
            @Nullable String rule,
            String detail,
            String account,
            String protocol,
            String address,
            String operation,
            String path,
            List<StepDocument> steps) {}

    /** One rule and what it said. */
    public record StepDocument(String rule, boolean passed, String detail) {
        static StepDocument of(Explanations.Step step) {
            return new StepDocument(step.rule(), step.passed(), step.words());
        }
    }

    @GET
    @Operation(
            summary = "Explain what would come of an operation",
            description = "Asks the very rules that decide in earnest, in their order, and changes nothing.")
    @Parameter(name = "account", in = ParameterIn.QUERY, required = true, description = "The name it logs in with")
    @Parameter(name = "protocol", in = ParameterIn.QUERY, required = true, description = "ftp, ftps, sftp, scp or tftp")
    @Parameter(
            name = "operation",
            in = ParameterIn.QUERY,
            required = true,
            description = "read, write, delete, rename, mkdir, …, as in audit records; upload and download will do too")
    @Parameter(name = "path", in = ParameterIn.QUERY, required = true, description = "In the account's tree")
    @Parameter(name = "target", in = ParameterIn.QUERY, description = "The new name, for rename, copy and links")
    @Parameter(name = "address", in = ParameterIn.QUERY, description = "Where it comes from; 127.0.0.1 when not given")
    @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "Bytes of the file that is uploaded; 1 when not given",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
    public ExplanationDocument explain(@Context UriInfo uri) {
        AdministeredGateway gateway = acts.look(Role.AUDITOR);
        Query query = Query.of(uri);
        query.required("protocol");
        query.required("operation");
        query.required("path");
        Explanations.Question question = new Explanations.Question(
                query.required("account"),
                query.parsed("protocol", word -> Words.constant(Protocol.class, word))
                        .orElseThrow(),
                query.parsed("address", ExplainResource::address).orElseGet(() -> InetAddress.ofLiteral(LOOPBACK)),
                query.parsed("operation", ExplainResource::operation).orElseThrow(),
                query.parsed("path", Definitions::path).orElseThrow(),
                query.parsed("target", Definitions::path).orElse(VirtualPath.ROOT),
                query.parsed("size", ExplainResource::size).orElse(1L));
        query.end();
        Explanations.Explanation answer = gateway.explanations().explain(question);
        return new ExplanationDocument(
                answer.allowed(),
                Shown.unlessEmpty(answer.rule()),
                answer.words(),
                Shown.text(question.account()),
                question.protocol().word(),
                Shown.address(new InetSocketAddress(question.address(), 0)),
                question.operation().word(),
                Shown.text(question.path()),
                answer.steps().stream().map(StepDocument::of).toList());
    }

    private static long size(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("is not a number of bytes from 1");
        }
        return Long.parseLong(text);
    }

    private static InetAddress address(String text) {
        Network network = Network.parse(text);
        if (text.indexOf('/') >= 0) {
            throw new IllegalArgumentException("is one address, not a network");
        }
        return network.base();
    }

    /** The operations of audit records, and what people call them. */
    private static AuditEvent.Operation operation(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "upload", "overwrite", "append", "put", "store" -> AuditEvent.Operation.WRITE;
            case "download", "get", "retrieve" -> AuditEvent.Operation.READ;
            case "link" -> AuditEvent.Operation.SYMLINK;
            default -> Words.constant(AuditEvent.Operation.class, word);
        };
    }
}
