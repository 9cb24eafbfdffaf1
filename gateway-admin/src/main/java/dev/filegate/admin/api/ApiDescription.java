package dev.filegate.admin.api;

import dev.filegate.admin.http.Problem;
import dev.filegate.core.directory.Page;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Adds to the description of the API what holds for all of its operations: the token, the problems, the pages. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {
    private static final String TOKEN = "token";
    private static final String PROBLEM = "Problem";

    private static final Map<String, String> PROBLEMS = new TreeMap<>(Map.of(
            "400", "A parameter or the body cannot be used; errors says which part",
            "401", "There is no valid token",
            "403", "The role of the token does not allow it",
            "404", "There is no such thing",
            "503", "The gateway is starting or stopping, or what it needs for this does not answer"));
    private static final Map<String, String> PROBLEMS_OF_CHANGES = new TreeMap<>(Map.of(
            "409", "It does not fit what there is",
            "412", "It was changed meanwhile: If-Match is not its ETag",
            "413", "The body is too long",
            "415", "The body is not of a media type that is understood",
            "428", "If-Match is missing"));

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents()
                .addSchema(PROBLEM, problem())
                .addParameter(
                        "limit",
                        parameter("limit", "Most items of the page", integer().defaultValue(100)))
                .addParameter("cursor", parameter("cursor", "Where the page begins: next of the page before", text()))
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("fg_…: the token below filegate.home, or one made here"));
        api.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations()
                        .forEach((method, operation) ->
                                complete(operation, !method.name().equals("GET"))));
    }

    private static void complete(Operation operation, boolean change) {
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
        PROBLEMS.forEach((status, words) -> operation.getResponses().addAPIResponse(status, response(words)));
        if (change) {
            PROBLEMS_OF_CHANGES.forEach(
                    (status, words) -> operation.getResponses().addAPIResponse(status, response(words)));
        }
    }

    private static APIResponse response(String words) {
        return OASFactory.createAPIResponse()
                .description(words)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(PROBLEM))));
    }

    private static Parameter parameter(String name, String words, Schema schema) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.QUERY)
                .description(words)
                .schema(schema);
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
    }

    private static Schema integer() {
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.INTEGER))
                .minimum(BigDecimal.ONE)
                .maximum(BigDecimal.valueOf(Page.MOST));
    }

    private static Schema problem() {
        Schema part = OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .addProperty("field", text())
                .addProperty("detail", text());
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .description("Why a request was not done (RFC 9457)")
                .addProperty("type", text())
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER)))
                .addProperty("detail", text())
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.ARRAY))
                                .items(part));
    }
}
