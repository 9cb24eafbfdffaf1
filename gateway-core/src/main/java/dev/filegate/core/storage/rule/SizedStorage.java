package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.nio.ByteBuffer;

/** Lets no file become larger than the account may store: refused at the byte that crosses the limit. */
public final class SizedStorage extends ForwardingStorage {
    private final long largest;

    /** @param largest in bytes */
    public SizedStorage(Storage inner, long largest) {
        super(inner);
        this.largest = largest;
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        if (mode instanceof WriteMode.ResumeAt(long offset)) {
            check(path, offset);
        }
        return new Sized(inner().openForWrite(path, mode), path);
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        if (change.hasSize()) {
            check(path, change.size());
        }
        inner().setAttributes(path, change);
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        check(to, Looks.committedFile(inner(), from).map(FileInfo::size).orElse(0L));
        inner().copy(from, to);
    }

    private void check(VirtualPath path, long size) {
        if (size > largest) {
            throw new GatewayException(
                    Failure.QUOTA_EXCEEDED,
                    NameCodec.printable(path.toString()) + ": a file may have " + largest + " bytes at most",
                    Rule.FILE_SIZE);
        }
    }

    /** One upload. */
    private final class Sized extends ForwardingWritable {
        private final VirtualPath path;

        Sized(WritableFile inner, VirtualPath path) {
            super(inner);
            this.path = path;
        }

        @Override
        public void write(ByteBuffer source, long position) {
            if (source.hasRemaining()) {
                check(path, position + source.remaining());
            }
            inner().write(source, position);
        }

        @Override
        public void setAttributes(AttributeChange change) {
            if (change.hasSize()) {
                check(path, change.size());
            }
            inner().setAttributes(change);
        }
    }
}
