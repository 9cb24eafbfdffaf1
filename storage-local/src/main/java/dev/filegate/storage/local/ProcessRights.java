package dev.filegate.storage.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Who this process is to the file system.
 *
 * @param owner effective user
 * @param group effective group
 * @param newFileMode what a new file gets: 0666 without the bits of the umask
 * @param mayChangeOwners whether files can be given to others (CAP_CHOWN)
 */
record ProcessRights(int owner, int group, int newFileMode, boolean mayChangeOwners) {
    private static final int EFFECTIVE = 1;

    /** Read from /proc, which is needed anyway to reopen held files. */
    static ProcessRights read() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return new ProcessRights(
                Integer.parseUnsignedInt(effective(fields, "Uid")),
                Integer.parseUnsignedInt(effective(fields, "Gid")),
                0666 & ~Integer.parseInt(field(fields, "Umask"), 8),
                (Long.parseUnsignedLong(field(fields, "CapEff"), 16) & 1) != 0);
    }

    private static String effective(Map<String, String> fields, String name) throws IOException {
        return field(fields, name).split("\\s+", -1)[EFFECTIVE];
    }

    private static String field(Map<String, String> fields, String name) throws IOException {
        String value = fields.get(name);
        if (value == null) {
            throw new IOException(
                    "/proc/self/status has no line \"" + name + "\"; is /proc mounted, and Linux at least 4.7?");
        }
        return value;
    }
}
