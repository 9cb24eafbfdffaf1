/**
 * Accounts, quotas, transfer volumes, tokens and the audit trail in a database: an embedded one, or PostgreSQL. The only package that
 * knows Hibernate; failures of the database become those of the gateway in {@link dev.filegate.db.DatabaseFailures}.
 */
@NullMarked
package dev.filegate.db;

import org.jspecify.annotations.NullMarked;
