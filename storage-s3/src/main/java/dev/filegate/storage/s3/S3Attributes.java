package dev.filegate.storage.s3;

import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.FileType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of files as user metadata of objects, all of it ASCII. The modification time is written as rclone and s3fs do, so that they
 * show the same.
 */
final class S3Attributes {
    static final String MODIFIED = "mtime";
    static final String MODE = "filegate-mode";
    static final String OWNER = "filegate-uid";
    static final String GROUP = "filegate-gid";
    static final int FILE_MODE = 0644;
    static final int DIRECTORY_MODE = 0755;
    private static final Pattern SECONDS = Pattern.compile("-?\\d{1,14}(\\.\\d{1,9})?");
    private static final String NOBODY = "filegate";

    private S3Attributes() {}

    /** A change on top of what is there; the result is the whole metadata. */
    static Map<String, String> changed(Map<String, String> before, AttributeChange change) {
        Map<String, String> after = new HashMap<>(before);
        if (change.hasModified()) {
            after.put(MODIFIED, written(change.modified()));
        }
        if (change.hasMode()) {
            after.put(MODE, Integer.toOctalString(change.mode()));
        }
        if (change.hasOwner()) {
            after.put(OWNER, Integer.toString(change.owner()));
            after.put(GROUP, Integer.toString(change.group()));
        }
        return Map.copyOf(after);
    }

    /** What a file that replaces another keeps of it: mode and owner, not its time and checksums. */
    static Map<String, String> inherited(Map<String, String> replaced) {
        Map<String, String> kept = new HashMap<>();
        for (String name : new String[] {MODE, OWNER, GROUP}) {
            String value = replaced.get(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        return kept;
    }

    /** Whether there is anything in a change that is kept. */
    static boolean concerns(AttributeChange change) {
        return change.hasModified() || change.hasMode() || change.hasOwner();
    }

    static FileInfo file(String name, ObjectInfo object) {
        return described(
                name, FileType.FILE, object.size(), modified(object.metadata(), object.modified()), object.metadata());
    }

    /** A directory's time is known only if it was set: what lies between a prefix and a slash has none. */
    static FileInfo directory(String name, Map<String, String> metadata) {
        return described(name, FileType.DIRECTORY, 0, modified(metadata, Instant.EPOCH), metadata);
    }

    static FileInfo directory(String name) {
        return directory(name, Map.of());
    }

    static FileInfo partial(String name, long size, Instant modified) {
        FileInfo plain = FileInfo.file(name, size, modified);
        return new FileInfo(
                name,
                FileType.FILE,
                size,
                modified,
                Instant.MIN,
                plain.mode(),
                plain.owner(),
                plain.group(),
                1,
                "",
                "",
                true);
    }

    private static FileInfo described(
            String name, FileType type, long size, Instant modified, Map<String, String> metadata) {
        int owner = number(metadata.get(OWNER), 10, -1);
        int group = number(metadata.get(GROUP), 10, -1);
        return new FileInfo(
                name,
                type,
                size,
                modified,
                Instant.MIN,
                number(metadata.get(MODE), 8, type == FileType.DIRECTORY ? DIRECTORY_MODE : FILE_MODE) & 07777,
                owner < 0 ? NOBODY : Integer.toString(owner),
                group < 0 ? NOBODY : Integer.toString(group),
                1,
                "",
                "",
                false,
                owner,
                group);
    }

    private static String written(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Others write metadata too: what is not a time is as if it were not there. */
    private static Instant modified(Map<String, String> metadata, Instant otherwise) {
        String text = metadata.get(MODIFIED);
        if (text == null || !SECONDS.matcher(text).matches()) {
            return otherwise;
        }
        try {
            BigDecimal seconds = new BigDecimal(text);
            long whole = seconds.longValue();
            return Instant.ofEpochSecond(
                    whole,
                    seconds.subtract(BigDecimal.valueOf(whole))
                            .movePointRight(9)
                            .longValue());
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    private static int number(@Nullable String text, int radix, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text, radix);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
