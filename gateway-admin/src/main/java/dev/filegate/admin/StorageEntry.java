package dev.filegate.admin;

import dev.filegate.core.storage.StorageBackend;

/**
 * A configured storage, as administration sees it.
 *
 * @param type the word of its configuration: {@code local}, {@code s3}
 */
public record StorageEntry(String type, StorageBackend backend) {}
