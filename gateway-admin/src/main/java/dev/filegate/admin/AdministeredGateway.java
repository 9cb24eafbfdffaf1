package dev.filegate.admin;

import dev.filegate.admin.token.Tokens;
import dev.filegate.core.audit.AuditArchive;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.directory.Accounts;
import dev.filegate.core.session.BanList;
import dev.filegate.core.session.Explanations;
import dev.filegate.core.session.GatewaySessions;
import dev.filegate.core.session.Quotas;
import java.util.List;

/**
 * A running gateway, as administration sees it. Its parts are thread-safe.
 *
 * @param archive where the audit trail is searched
 * @param trail where administration itself is written down
 */
public record AdministeredGateway(
        GatewaySessions sessions,
        BanList bans,
        List<StorageEntry> storages,
        Accounts accounts,
        Explanations explanations,
        Quotas quotas,
        AuditArchive archive,
        AuditTrail trail,
        Tokens tokens) {
    public AdministeredGateway {
        storages = List.copyOf(storages);
    }
}
