package dev.filegate.db;

import dev.filegate.core.audit.AuditRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the audit trail. Fields are filled by Hibernate. */
@Entity
@Table(name = "audit_record")
@SuppressWarnings("NullAway.Init") // Hibernate fills them before anybody sees the row.
class AuditEntity {
    @Id
    long sequence;

    @Column(name = "at_ms")
    long at;

    String event;
    String account;
    String protocol;

    @Column(name = "session_id")
    String session;

    String path;
    String target;
    String json;
    String hash;

    AuditRecord toRecord() {
        return new AuditRecord(sequence, Times.instant(at), event, account, json, hash);
    }
}
