package dev.filegate.deploy.config;

import dev.filegate.storage.local.LocalConfig.Visibility;
import java.time.Duration;

/**
 * How uploads behave on every storage.
 *
 * @param visibility when a file can be seen under its name
 * @param partialTtl how long parts of broken uploads are kept
 */
record UploadSettings(Visibility visibility, Duration partialTtl) {}
