package dev.filegate.db;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of tokens. Fields are filled by Hibernate. */
@Entity
@Table(name = "access_token")
@SuppressWarnings("NullAway.Init") // Hibernate fills them before anybody sees the row.
class TokenEntity {
    @Id
    String id;

    String name;
    String role;
    String hash;
    long created;
    long expires;
}
