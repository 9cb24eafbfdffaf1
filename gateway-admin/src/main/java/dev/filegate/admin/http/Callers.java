package dev.filegate.admin.http;

import dev.filegate.admin.http.Problem.Status;
import dev.filegate.admin.token.Caller;
import dev.filegate.core.token.Role;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Who sends the present request, and whether they may. */
@Singleton
public class Callers {
    private final RoutingContext request;

    Callers(RoutingContext request) {
        this.request = request;
    }

    /**
     * The sender, who has this role or a greater one.
     *
     * @throws ProblemException 403 when they have not, 401 when the gate was not passed
     */
    public Caller require(Role needed) {
        if (!(request.get(Gate.CALLER) instanceof Caller caller)) {
            throw ProblemException.of(Status.UNAUTHORIZED, "this needs a token");
        }
        if (!caller.may(needed)) {
            throw ProblemException.of(
                    Status.FORBIDDEN,
                    "this needs the role " + needed.word() + "; the token \"" + caller.name() + "\" has the role "
                            + caller.role().word());
        }
        return caller;
    }

    /** Where the request came from. */
    public InetSocketAddress remote() {
        SocketAddress address = request.request().remoteAddress();
        return new InetSocketAddress(InetAddress.ofLiteral(address.hostAddress()), address.port());
    }
}
