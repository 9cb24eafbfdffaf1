package dev.filegate.core.audit;

import java.time.Instant;

/**
 * An event as it is kept.
 *
 * @param sequence its place in the chain, counting up from 1
 * @param event the word of the event: {@code transferred}
 * @param account empty when the event has none
 * @param json the event as one JSON object, the very text of the line in the JSON file, without its end
 * @param hash SHA-256 over the hash before it and {@code json}, 64 hexadecimal digits
 */
public record AuditRecord(long sequence, Instant at, String event, String account, String json, String hash) {}
