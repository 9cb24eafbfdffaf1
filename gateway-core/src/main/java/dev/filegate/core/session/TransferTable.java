package dev.filegate.core.session;

import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.Origin;
import dev.filegate.core.audit.RunningTransfer;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The transfers that run. Bounded by the files that sessions may hold open. */
final class TransferTable {
    private static final long RATE_WINDOW = TimeUnit.SECONDS.toNanos(2);
    private static final int RADIX = 36;

    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    RunningTransfer begin(Origin origin, AuditEvent.Direction direction, VirtualPath path, long size) {
        Running transfer =
                new Running(Long.toString(ids.incrementAndGet(), RADIX), origin, direction, path, size, running);
        running.put(transfer.id, transfer);
        return transfer;
    }

    /** False if there is none of that id. */
    boolean end(String id, String reason) {
        Optional<Running> transfer = Optional.ofNullable(running.get(id));
        transfer.ifPresent(found -> found.end(reason));
        return transfer.isPresent();
    }

    List<TransferInfo> snapshot() {
        return running.values().stream()
                .map(Running::info)
                .sorted(Comparator.comparing(TransferInfo::since).thenComparing(TransferInfo::id))
                .toList();
    }

    /** One transfer. */
    private static final class Running implements RunningTransfer {
        private final String id;
        private final Origin origin;
        private final AuditEvent.Direction direction;
        private final VirtualPath path;
        private final long size;
        private final Map<String, Running> table;
        private volatile String ended = "";
        /** The rest is guarded by this. */
        private long first = -1;

        private long bytes;
        private long windowBegan = System.nanoTime();
        private long inWindow;
        private long rate;

        Running(
                String id,
                Origin origin,
                AuditEvent.Direction direction,
                VirtualPath path,
                long size,
                Map<String, Running> table) {
            this.id = id;
            this.origin = origin;
            this.direction = direction;
            this.path = path;
            this.size = size;
            this.table = table;
        }

        void end(String reason) {
            ended = reason.isEmpty() ? "an operator ended the transfer" : reason;
        }

        @Override
        public void check() {
            if (!ended.isEmpty()) {
                throw new GatewayException(Failure.UNAVAILABLE, NameCodec.printable(path.toString()) + ": " + ended);
            }
        }

        @Override
        public synchronized void moved(long position, long count) {
            if (first < 0) {
                first = position;
            }
            bytes += count;
            inWindow += count;
            long elapsed = System.nanoTime() - windowBegan;
            if (elapsed >= RATE_WINDOW) {
                rate = perSecond(inWindow, elapsed);
                windowBegan += elapsed;
                inWindow = 0;
            }
        }

        /** The rate of the window before, until this one is long enough to tell; of this one, when it is getting old. */
        synchronized TransferInfo info() {
            long elapsed = System.nanoTime() - windowBegan;
            long shown = elapsed >= RATE_WINDOW || rate == 0 ? perSecond(inWindow, elapsed) : rate;
            return new TransferInfo(
                    id,
                    origin.session(),
                    origin.account(),
                    origin.protocol(),
                    origin.remote(),
                    direction,
                    path,
                    first,
                    bytes,
                    size,
                    origin.at(),
                    shown);
        }

        private static long perSecond(long bytes, long nanos) {
            return Math.round(bytes * (double) TimeUnit.SECONDS.toNanos(1) / Math.max(1, nanos));
        }

        @Override
        public void finished() {
            table.remove(id);
        }
    }
}
