package dev.filegate.db;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** A row of groups. Fields are filled by Hibernate. */
@Entity
@Table(name = "account_group")
@SuppressWarnings("NullAway.Init") // Hibernate fills them before anybody sees the row.
class GroupEntity {
    @Id
    String name;

    String description;
    String profile;

    @Version
    long version;

    long changed;
}
