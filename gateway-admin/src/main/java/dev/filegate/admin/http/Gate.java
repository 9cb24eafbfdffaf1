package dev.filegate.admin.http;

import dev.filegate.admin.GatewayDesk;
import dev.filegate.admin.http.Problem.Status;
import dev.filegate.admin.token.Caller;
import dev.filegate.core.failure.GatewayException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every request of the admin port passes before anything else looks at it: whoever bears no valid token learns nothing but that, not even
 * which paths there are. Only the description of the API needs none.
 */
@Singleton
class Gate {
    /** Key of the {@link Caller} in the request's context. */
    static final String CALLER = "filegate.caller";

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final int FIRST = 10_000;
    private static final String DESCRIPTION = "/api/v1/openapi";
    private static final String SCHEME = "bearer ";

    private final GatewayDesk desk;
    private final Vertx vertx;

    Gate(GatewayDesk desk, Vertx vertx) {
        this.desk = desk;
        this.vertx = vertx;
    }

    void install(@Observes Filters filters) {
        filters.register(this::pass, FIRST);
    }

    private void pass(RoutingContext request) {
        request.response().putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
        if (DESCRIPTION.equals(request.request().path())) {
            request.next();
            return;
        }
        Optional<String> token = token(request.request());
        if (token.isEmpty()) {
            refuse(request, Status.UNAUTHORIZED, "this needs the header \"Authorization: Bearer TOKEN\", once");
        } else if (announced(request.request()) > Body.MOST) {
            refuse(request, Status.TOO_LARGE, Body.TOO_LARGE);
        } else {
            request.request().pause();
            vertx.executeBlocking(() -> desk.gateway().tokens().check(token.get()), false)
                    .onSuccess(caller -> admit(request, caller))
                    .onFailure(failure -> fail(request, failure));
        }
    }

    /** Exactly one, so that nothing in front of the gateway can have checked another one. */
    private static Optional<String> token(HttpServerRequest request) {
        List<String> given = request.headers().getAll("Authorization");
        if (given.size() != 1 || !given.getFirst().toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        return Optional.of(given.getFirst().substring(SCHEME.length()).strip());
    }

    /** The length that is announced; 0 for none. */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    private static void admit(RoutingContext request, Optional<Caller> caller) {
        if (caller.isEmpty()) {
            refuse(request, Status.UNAUTHORIZED, "the token is not valid: unknown, removed or expired");
        } else {
            request.put(CALLER, caller.get());
            request.next();
        }
    }

    private static void fail(RoutingContext request, Throwable failure) {
        switch (failure) {
            case ProblemException problem -> answer(request, problem.problem());
            case GatewayException unavailable -> refuse(request, Status.UNAVAILABLE, unavailable.detail());
            default -> {
                LOG.error("a token could not be checked", failure);
                refuse(request, Status.INTERNAL, "the token could not be checked; the gateway's log says why");
            }
        }
    }

    private static void refuse(RoutingContext request, Status status, String detail) {
        if (status == Status.UNAUTHORIZED) {
            request.response().putHeader("WWW-Authenticate", "Bearer realm=\"filegate\"");
        }
        answer(request, Problem.of(status, detail));
    }

    /** The connection ends with the answer: a body may still be on its way, and nobody will read it. */
    private static void answer(RoutingContext request, Problem problem) {
        request.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(problem.json());
    }
}
