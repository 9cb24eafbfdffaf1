package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.ForwardingReadable;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.EnumSet;
import java.util.Set;

/**
 * Lets an account move no more bytes in a day and a month than it may, both directions together. What is read for the gateway itself does
 * not count. It never claims {@link Capability#LOCAL_SPEED}, because the meter may have to ask a database.
 */
public final class MeteredStorage extends ForwardingStorage {
    private static final long PIECE = 1 << 20;

    private final Limits limits;
    private final TransferVolumes.Meter meter;

    public MeteredStorage(Storage inner, Limits limits, TransferVolumes.Meter meter) {
        super(inner);
        this.limits = limits;
        this.meter = meter;
    }

    @Override
    public Set<Capability> capabilities(VirtualPath path) {
        Set<Capability> slower = EnumSet.noneOf(Capability.class);
        slower.addAll(inner().capabilities(path));
        slower.remove(Capability.LOCAL_SPEED);
        return slower;
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        return new MeteredReadable(inner().openForRead(path), path);
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        look(path);
        return new MeteredWritable(inner().openForWrite(path, mode), path);
    }

    /** Refuses before anything is moved when nothing is left. */
    private void look(VirtualPath path) {
        take(path, 1);
        meter.giveBack(1);
    }

    private void take(VirtualPath path, long bytes) {
        if (bytes > 0 && !meter.take(bytes)) {
            throw new GatewayException(
                    Failure.QUOTA_EXCEEDED,
                    NameCodec.printable(path.toString()) + ": the account may move " + words() + ", and has",
                    Rule.TRANSFER_VOLUME);
        }
    }

    private String words() {
        String day = limits.volumePerDay() + " bytes a day";
        String month = limits.volumePerMonth() + " bytes a month";
        if (limits.volumePerMonth() == 0) {
            return day;
        }
        return limits.volumePerDay() == 0 ? month : day + " and " + month;
    }

    /** One download. */
    private final class MeteredReadable extends ForwardingReadable {
        private final VirtualPath path;
        private final long size;
        private volatile boolean inspection;

        MeteredReadable(ReadableFile inner, VirtualPath path) {
            super(inner);
            this.path = path;
            this.size = inner.size();
        }

        @Override
        public void forInspection() {
            inspection = true;
            inner().forInspection();
        }

        /** No more than there is, so that a buffer larger than the file costs nothing. */
        private long wanted(long position, long room) {
            return inspection ? 0 : Math.max(0, Math.min(room, size - position));
        }

        @Override
        public int read(ByteBuffer target, long position) {
            long taken = wanted(position, target.remaining());
            take(path, taken);
            int count = 0;
            try {
                count = inner().read(target, position);
                return count;
            } finally {
                meter.giveBack(Math.max(0, taken - Math.max(0, count)));
            }
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            long piece = inspection ? count : Math.min(count, PIECE);
            long taken = wanted(position, piece);
            take(path, taken);
            long sent = 0;
            try {
                sent = inner().transferTo(position, piece, target);
                return sent;
            } finally {
                meter.giveBack(Math.max(0, taken - sent));
            }
        }
    }

    /** One upload. */
    private final class MeteredWritable extends ForwardingWritable {
        private final VirtualPath path;

        MeteredWritable(WritableFile inner, VirtualPath path) {
            super(inner);
            this.path = path;
        }

        @Override
        public void write(ByteBuffer source, long position) {
            take(path, source.remaining());
            inner().write(source, position);
        }
    }
}
