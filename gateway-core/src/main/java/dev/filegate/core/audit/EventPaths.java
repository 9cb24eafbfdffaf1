package dev.filegate.core.audit;

import dev.filegate.core.audit.AuditEvent.Operation;
import java.util.List;

/** Which paths an event is about, for searching. */
public final class EventPaths {
    private EventPaths() {}

    /** The path first, then the new name of a rename or copy; none for events without. */
    public static List<String> of(AuditEvent event) {
        return switch (event) {
            case AuditEvent.Transferred transferred ->
                List.of(transferred.path().toString());
            case AuditEvent.Refused refused -> List.of(refused.path().toString());
            case AuditEvent.Changed changed ->
                changed.operation() == Operation.RENAME || changed.operation() == Operation.COPY
                        ? List.of(changed.path().toString(), changed.target())
                        : List.of(changed.path().toString());
            case AuditEvent.SessionOpened _,
                    AuditEvent.SessionRefused _,
                    AuditEvent.SessionClosed _,
                    AuditEvent.LoggedIn _,
                    AuditEvent.LoginFailed _,
                    AuditEvent.LoggedOut _,
                    AuditEvent.Banned _,
                    AuditEvent.BanLifted _,
                    AuditEvent.Administered _,
                    AuditEvent.ChainHead _,
                    AuditEvent.EventsLost _ -> List.of();
        };
    }
}
