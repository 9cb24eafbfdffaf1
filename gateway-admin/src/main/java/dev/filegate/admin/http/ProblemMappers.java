package dev.filegate.admin.http;

import dev.filegate.admin.http.Problem.Status;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure of a request becomes a problem; nothing of ours but words leaves. */
class ProblemMappers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

    ProblemMappers() {}

    @ServerExceptionMapper
    Response answer(ProblemException failure) {
        return response(failure.problem());
    }

    @ServerExceptionMapper
    Response answer(GatewayException failure) {
        if (failure.failure().concernsOperator()) {
            LOG.warn("a request could not be done: {}", failure.detail(), failure);
        }
        return response(Problem.of(status(failure.failure()), failure.detail()));
    }

    private static Status status(Failure failure) {
        return switch (failure) {
            case NOT_FOUND -> Status.NOT_FOUND;
            case ALREADY_EXISTS, NOT_EMPTY, BUSY -> Status.CONFLICT;
            case NOT_A_DIRECTORY, IS_A_DIRECTORY, INVALID_NAME, UNSUPPORTED -> Status.BAD_REQUEST;
            case PERMISSION_DENIED, QUOTA_EXCEEDED -> Status.FORBIDDEN;
            case NO_SPACE, UNAVAILABLE -> Status.UNAVAILABLE;
            case INTERNAL -> Status.INTERNAL;
        };
    }

    /** What the framework refuses by itself: a path, method or media type that is not there. */
    @ServerExceptionMapper
    Response answer(WebApplicationException failure) {
        Response.StatusType status = failure.getResponse().getStatusInfo();
        String detail = switch (status.getStatusCode()) {
            case 404 -> "there is nothing at this path; /api/v1/openapi describes what there is";
            case 405 -> "this method is not offered here; Allow lists those that are";
            case 406 -> "the answer is application/json, which Accept does not allow";
            case 415 -> "the body must be application/json";
            default -> status.getReasonPhrase();
        };
        Response answer = response(new Problem(status.getStatusCode(), status.getReasonPhrase(), detail, List.of()));
        Object allowed = failure.getResponse().getHeaders().getFirst("Allow");
        return allowed == null
                ? answer
                : Response.fromResponse(answer).header("Allow", allowed).build();
    }

    @ServerExceptionMapper
    Response answer(RuntimeException failure) {
        LOG.error("a request failed unexpectedly", failure);
        return response(Problem.of(Status.INTERNAL, "the request failed; the gateway's log says why"));
    }

    private static Response response(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.json())
                .build();
    }
}
