package dev.filegate.deploy.config;

import dev.filegate.storage.local.LocalConfig;

/**
 * A directory that holds files.
 *
 * @param name what accounts refer to it by
 */
public record StorageSettings(String name, LocalConfig local) {}
