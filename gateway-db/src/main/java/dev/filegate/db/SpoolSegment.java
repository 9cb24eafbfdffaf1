package dev.filegate.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * One file of the spool: events one after the other, each with its length and checksum in front. A process that is killed may leave half
 * an event at the end; it is not read. The name holds a number, for the order, and an id of its own, under which the database remembers
 * how many of its events it has.
 */
final class SpoolSegment implements AutoCloseable {
    private static final String SUFFIX = ".audit";
    private static final int HEAD = Integer.BYTES + Integer.BYTES;
    private static final int LARGEST_EVENT = 1 << 20;
    /** Bytes that are read at once. */
    private static final int BLOCK = 256 << 10;

    private final Path file;
    private final long number;
    private final String id;
    private final FileChannel channel;
    private long writtenTo;

    private SpoolSegment(Path file, long number, String id, FileChannel channel) throws IOException {
        this.file = file;
        this.number = number;
        this.id = id;
        this.channel = channel;
        this.writtenTo = channel.size();
    }

    /** A new one, of mode 0600. */
    static SpoolSegment create(Path directory, long number) throws IOException {
        String id = UUID.randomUUID().toString();
        Path file = directory.resolve(String.format(Locale.ROOT, "%012d-%s%s", number, id, SUFFIX));
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new SpoolSegment(file, number, id, channel);
    }

    /** Those that earlier processes left behind, oldest first. */
    static List<SpoolSegment> leftIn(Path directory) throws IOException {
        List<Path> files;
        try (var found = Files.list(directory)) {
            files = found.filter(path -> path.getFileName().toString().matches("\\d{12}-[0-9a-f-]{36}\\" + SUFFIX))
                    .sorted()
                    .toList();
        }
        List<SpoolSegment> segments = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            segments.add(new SpoolSegment(
                    file,
                    Long.parseLong(name.substring(0, 12)),
                    name.substring(13, 49),
                    FileChannel.open(file, StandardOpenOption.READ)));
        }
        return segments;
    }

    long number() {
        return number;
    }

    String id() {
        return id;
    }

    long size() {
        return writtenTo;
    }

    static byte[] framed(SpooledEvent event) {
        byte[] bytes = event.toBytes();
        return ByteBuffer.allocate(HEAD + bytes.length)
                .putInt(bytes.length)
                .putInt(checksum(bytes))
                .put(bytes)
                .array();
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Appends whole events; after a failure none of them is there. */
    void append(ByteBuffer events) throws IOException {
        long end = writtenTo;
        try {
            while (events.hasRemaining()) {
                end += channel.write(events, end);
            }
            writtenTo = end;
        } catch (IOException e) {
            channel.truncate(writtenTo);
            throw e;
        }
    }

    /**
     * Some events.
     *
     * @param next offset behind the last of them
     */
    record Batch(List<SpooledEvent> events, long next) {}

    /**
     * Reads events from an offset.
     *
     * @param end where to stop: what lies behind may still be written
     */
    Batch read(long offset, long end, int most) throws IOException {
        List<SpooledEvent> events = new ArrayList<>();
        ByteBuffer block = ByteBuffer.allocate(0);
        long at = offset;
        while (events.size() < most && at + HEAD <= end) {
            block = holding(block, at, HEAD, end);
            int length = block.getInt(block.position());
            int checksum = block.getInt(block.position() + Integer.BYTES);
            if (length < 0 || length > LARGEST_EVENT || at + HEAD + length > end) {
                break;
            }
            block = holding(block, at, HEAD + length, end);
            byte[] bytes = new byte[length];
            block.get(block.position() + HEAD, bytes);
            if (checksum(bytes) != checksum) {
                break;
            }
            block.position(block.position() + HEAD + length);
            events.add(SpooledEvent.parse(bytes));
            at += HEAD + length;
        }
        return new Batch(events, at);
    }

    /** The block, when it has so many bytes left, else the next one, which begins there. */
    private ByteBuffer holding(ByteBuffer block, long at, int length, long end) throws IOException {
        if (block.remaining() >= length) {
            return block;
        }
        ByteBuffer next = ByteBuffer.allocate((int) Math.min(end - at, Math.max(BLOCK, length)));
        while (next.hasRemaining()) {
            if (channel.read(next, at + next.position()) < 0) {
                throw new IOException("the audit spool ends in the middle of an event");
            }
        }
        return next.flip();
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
