package dev.filegate.core.storage;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far a file being written is complete from its start. Pipelining SFTP clients write out of order; when such an upload breaks off,
 * only what lies before the first gap may be kept to be resumed, or the resumed file would have a hole in it.
 *
 * <p>Bounded: at most {@value #MAX_AHEAD} separate ranges beyond the first gap are remembered. What comes on top is forgotten, so that
 * the prefix may be shorter than what arrived but never longer. Used by one thread at a time.
 */
public final class WrittenPrefix {
    static final int MAX_AHEAD = 1024;

    private final TreeMap<Long, Long> ahead = new TreeMap<>();
    private long end;

    /** @param end how many bytes are there already: 0 for a new file, the offset for a resumed one */
    public WrittenPrefix(long end) {
        this.end = end;
    }

    /** Notes that the bytes from {@code start} up to but without {@code stop} are written. */
    public void wrote(long start, long stop) {
        if (start > end) {
            remember(start, stop);
            return;
        }
        end = Math.max(end, stop);
        while (!ahead.isEmpty() && ahead.firstKey() <= end) {
            end = Math.max(end, ahead.pollFirstEntry().getValue());
        }
    }

    /** Notes that the file was cut or extended with zeros to {@code size}. */
    public void resized(long size) {
        end = size;
        ahead.clear();
    }

    /** The length of the part without gaps. */
    public long end() {
        return end;
    }

    private void remember(long start, long stop) {
        Map.Entry<Long, Long> before = ahead.floorEntry(start);
        if (before != null && before.getValue() >= start) {
            ahead.put(before.getKey(), Math.max(before.getValue(), stop));
        } else if (ahead.size() < MAX_AHEAD) {
            ahead.put(start, stop);
        }
    }
}
