package dev.filegate.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** A row of accounts. Fields are filled by Hibernate. */
@Entity
@Table(name = "account")
@SuppressWarnings("NullAway.Init") // Hibernate fills them before anybody sees the row.
class AccountEntity {
    @Id
    String name;

    String description;
    boolean disabled;

    @Column(name = "password_hash")
    String passwordHash;

    /** Keys, principals and ways to log in, as {@link DefinitionText} writes them. */
    String proofs;

    /** Names of groups, likewise. */
    @Column(name = "member_of")
    String memberOf;

    String profile;

    @Version
    long version;

    long changed;
}
