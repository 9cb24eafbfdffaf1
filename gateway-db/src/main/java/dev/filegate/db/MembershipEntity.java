package dev.filegate.db;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Which account belongs to which group, for questions from the group's side. Fields are filled by Hibernate. */
@Entity
@Table(name = "membership")
@SuppressWarnings("NullAway.Init") // Hibernate fills them before anybody sees the row.
class MembershipEntity {
    @EmbeddedId
    Key id;

    /** The two names together. */
    @Embeddable
    record Key(
            @Column(name = "account") String account,
            @Column(name = "group_name") String group) {}
}
