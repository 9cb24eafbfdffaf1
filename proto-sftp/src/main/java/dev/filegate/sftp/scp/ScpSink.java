package dev.filegate.sftp.scp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes files from the client: {@code scp -t}. A file is committed when the client has sent the zero byte behind it; anything else
 * abandons it.
 */
final class ScpSink {
    private static final int UMASK = 022;
    private static final int BUFFER = 256 * 1024;
    private static final Pattern ENTRY = Pattern.compile("([0-7]{4,5}) (\\d{1,18}) (.+)", Pattern.DOTALL);
    private static final Pattern TIMES = Pattern.compile("(\\d{1,12}) \\d{1,9} (\\d{1,12}) \\d{1,9}");

    private final ScpCommand command;
    private final Storage storage;
    private final ScpStream stream;
    private Optional<AttributeChange> times = Optional.empty();
    private boolean failed;

    ScpSink(ScpCommand command, Storage storage, ScpStream stream) {
        this.command = command;
        this.storage = storage;
        this.stream = stream;
    }

    /**
     * Takes everything the client sends.
     *
     * @return the exit status: 0, or 1 when something could not be stored
     */
    int run() throws IOException {
        VirtualPath target =
                Wildcards.expand(storage, command.paths().getFirst()).getFirst();
        Optional<FileInfo> there = stat(target);
        boolean directory = there.filter(FileInfo::isDirectory).isPresent();
        if (command.intoDirectory() && !directory) {
            stream.write("\u0002scp: " + target + ": not a directory\n");
            return 1;
        }
        confirm();
        receive(target, directory, false);
        return failed ? 1 : 0;
    }

    /** Entries until the end of the directory, or of everything. */
    private void receive(VirtualPath target, boolean into, boolean inside) throws IOException {
        while (inside || !stream.isAtEnd()) {
            int kind = stream.readByte();
            String line = stream.readLine();
            switch (kind) {
                case 'C' -> file(target, into, line);
                case 'D' -> directory(target, into, line);
                case 'T' -> times(line);
                case 'E' -> {
                    confirm();
                    if (!inside) {
                        throw new ScpProtocolException("an end of a directory that did not begin");
                    }
                    return;
                }
                case 1 -> failed = true;
                case 2 -> throw new ScpProtocolException("the client gave up: " + line);
                default -> throw refuse("unexpected message");
            }
        }
    }

    private record Entry(int mode, long size, VirtualPath path) {}

    private Entry entry(VirtualPath target, boolean into, String line) throws IOException {
        Matcher parts = ENTRY.matcher(line);
        if (!parts.matches()) {
            throw refuse("malformed entry");
        }
        int mode = Integer.parseInt(parts.group(1), 8) & 07777;
        long size = Long.parseLong(parts.group(2));
        String name = parts.group(3);
        if (name.contains("/") || name.equals("..") || name.equals(".")) {
            throw refuse("unexpected name: " + name);
        }
        return new Entry(mode, size, into ? target.child(name) : target);
    }

    private void file(VirtualPath target, boolean into, String line) throws IOException {
        Optional<AttributeChange> preserved = takeTimes();
        Entry entry;
        WritableFile opened;
        try {
            entry = entry(target, into, line);
            opened = open(entry, preserved);
        } catch (GatewayException e) {
            warn(e);
            return;
        }
        try (WritableFile upload = opened) {
            confirm();
            Optional<GatewayException> failure = content(upload, entry.size());
            // libssh2 (curl, PHP) sends the end of everything in place of the byte behind its only file
            int end = stream.isAtEnd() ? 0 : stream.readByte();
            if (end != 0) {
                failed = true;
                stream.readLine();
                confirm();
                return;
            }
            if (failure.isEmpty()) {
                failure = commit(upload);
            }
            if (failure.isPresent()) {
                warn(failure.get());
            } else {
                confirm();
            }
        }
    }

    private WritableFile open(Entry entry, Optional<AttributeChange> preserved) {
        boolean isNew = stat(entry.path()).isEmpty();
        WritableFile upload = storage.openForWrite(entry.path(), new WriteMode.Replace());
        AttributeChange change = preserved.orElse(AttributeChange.NONE);
        if (command.preserving()) {
            change = change.withMode(entry.mode());
        } else if (isNew) {
            change = change.withMode(entry.mode() & 0777 & ~UMASK);
        }
        try {
            upload.setAttributes(change);
        } catch (GatewayException e) {
            if (e.failure() != Failure.PERMISSION_DENIED || command.preserving()) {
                upload.close();
                throw e;
            }
            // Every client sends a mode; who may not set modes may still upload.
        }
        return upload;
    }

    /** After a failure the rest is read and thrown away: the client does not look for an answer before it has sent everything. */
    private Optional<GatewayException> content(WritableFile upload, long size) throws IOException {
        Optional<GatewayException> failure = Optional.empty();
        long position = 0;
        while (position < size) {
            ByteBuffer part = stream.next((int) Math.min(BUFFER, size - position));
            int count = part.remaining();
            if (failure.isEmpty()) {
                try {
                    upload.write(part, position);
                } catch (GatewayException e) {
                    failure = Optional.of(e);
                }
            }
            stream.release(count);
            position += count;
        }
        return failure;
    }

    private static Optional<GatewayException> commit(WritableFile upload) {
        try {
            upload.commit();
            return Optional.empty();
        } catch (GatewayException e) {
            return Optional.of(e);
        }
    }

    private void directory(VirtualPath target, boolean into, String line) throws IOException {
        Optional<AttributeChange> preserved = takeTimes();
        if (!command.recursive()) {
            throw refuse("a directory without -r");
        }
        VirtualPath path;
        boolean isNew;
        try {
            Entry entry = entry(target, into, line);
            path = entry.path();
            Optional<FileInfo> there = stat(path);
            isNew = there.isEmpty();
            if (isNew) {
                storage.createDirectory(path);
            } else if (!there.get().isDirectory()) {
                throw new GatewayException(Failure.NOT_A_DIRECTORY, path + ": not a directory");
            }
            preserved = mode(entry, isNew, preserved);
        } catch (GatewayException e) {
            throw refuse(e.detail());
        }
        confirm();
        receive(path, true, true);
        preserved.ifPresent(change -> setAttributes(path, change));
    }

    private Optional<AttributeChange> mode(Entry entry, boolean isNew, Optional<AttributeChange> preserved) {
        if (command.preserving()) {
            return Optional.of(preserved.orElse(AttributeChange.NONE).withMode(entry.mode()));
        }
        return isNew ? Optional.of(AttributeChange.NONE.withMode(entry.mode() & 0777 & ~UMASK)) : Optional.empty();
    }

    /** A directory that is stored is stored, also for somebody who may not change attributes. */
    private void setAttributes(VirtualPath path, AttributeChange change) {
        try {
            storage.setAttributes(path, change);
        } catch (GatewayException e) {
            failed = failed || e.failure() != Failure.PERMISSION_DENIED || command.preserving();
        }
    }

    private void times(String line) throws IOException {
        Matcher parts = TIMES.matcher(line);
        if (!parts.matches()) {
            throw refuse("malformed times");
        }
        times = Optional.of(AttributeChange.NONE
                .withModified(Instant.ofEpochSecond(Long.parseLong(parts.group(1))))
                .withAccessed(Instant.ofEpochSecond(Long.parseLong(parts.group(2)))));
        confirm();
    }

    private Optional<AttributeChange> takeTimes() {
        Optional<AttributeChange> taken = times;
        times = Optional.empty();
        return taken;
    }

    private Optional<FileInfo> stat(VirtualPath path) {
        try {
            return Optional.of(storage.stat(path, Links.FOLLOW)).filter(info -> !info.partial());
        } catch (GatewayException e) {
            if (e.failure() == Failure.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void confirm() throws IOException {
        stream.write(0);
    }

    private void warn(GatewayException e) throws IOException {
        failed = true;
        stream.write("\u0001scp: " + e.detail() + "\n");
    }

    /** Ends everything. */
    private ScpProtocolException refuse(String words) throws IOException {
        stream.write("\u0002scp: " + NameCodec.printable(words) + "\n");
        return new ScpProtocolException(words);
    }
}
