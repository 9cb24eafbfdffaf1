package dev.filegate.core.directory;

import java.time.Instant;

/**
 * Something stored, with what tells whether it was changed meanwhile.
 *
 * @param version grows with every change; what an ETag is made of
 * @param changed when it was last changed
 */
public record Versioned<T>(T value, long version, Instant changed) {}
