package dev.filegate.admin.api;

import dev.filegate.admin.AdministeredGateway;
import dev.filegate.admin.GatewayDesk;
import dev.filegate.admin.http.Callers;
import dev.filegate.admin.http.ProblemException;
import dev.filegate.admin.token.Caller;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.token.Role;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.Supplier;

/** Lets administrators look and act, and writes down every act: what was done, and what was not. */
@Singleton
class Acts {
    private final GatewayDesk desk;
    private final Callers callers;

    Acts(GatewayDesk desk, Callers callers) {
        this.desk = desk;
        this.callers = callers;
    }

    /** The gateway, for somebody who may look at it with this role. */
    AdministeredGateway look(Role needed) {
        callers.require(needed);
        return desk.gateway();
    }

    /** What somebody does: {@code account.create} to {@code alice}. */
    record Act(Role needed, String action, String subject) {}

    /** Something done, with words for the audit trail. */
    record Done<T>(T result, String detail) {}

    /** Refuses, and writes down, an act of somebody who may not, before anything of the request is looked at. */
    void check(Act act) {
        Caller caller = callers.require(Role.AUDITOR);
        try {
            callers.require(act.needed());
        } catch (ProblemException e) {
            write(act, caller.name(), e.problem().detail(), false);
            throw e;
        }
    }

    /** Does it if the sender may, and writes it down either way. */
    <T> T perform(Act act, Supplier<Done<T>> deed) {
        Caller caller = callers.require(Role.AUDITOR);
        try {
            callers.require(act.needed());
            Done<T> done = deed.get();
            write(act, caller.name(), done.detail(), true);
            return done.result();
        } catch (ProblemException e) {
            write(act, caller.name(), e.problem().detail(), false);
            throw e;
        } catch (GatewayException e) {
            write(act, caller.name(), e.detail(), false);
            throw e;
        }
    }

    /** Name of who sends the request, for reasons that end up in other records. */
    String callerName() {
        return callers.require(Role.AUDITOR).name();
    }

    private void write(Act act, String actor, String detail, boolean done) {
        desk.gateway()
                .trail()
                .record(new AuditEvent.Administered(
                        Instant.now(), actor, callers.remote(), act.action(), act.subject(), detail, done));
    }
}
