package dev.filegate.storage.s3;

import dev.filegate.core.path.VirtualPath;
import java.util.Map;

/**
 * Where an upload goes.
 *
 * @param path as its client names it
 * @param inherited metadata of the file that it replaces, as far as the new one keeps it
 * @param createNew whether there must not be a file before
 */
record UploadTarget(VirtualPath path, String key, Map<String, String> inherited, boolean createNew) {}
