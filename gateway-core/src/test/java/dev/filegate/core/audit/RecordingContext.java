package dev.filegate.core.audit;

import dev.filegate.core.server.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Keeps every event for assertions. */
public final class RecordingContext implements AuditContext {
    /** The session that all events come from. */
    public static final Origin ORIGIN = new Origin(
            Instant.parse("2026-11-23T10:00:00Z"),
            "s1",
            Protocol.FTP,
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4711),
            "alice",
            false,
            Map.of());

    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();

    @Override
    public Origin origin() {
        return ORIGIN;
    }

    @Override
    public void record(AuditEvent event) {
        events.add(event);
    }

    @Override
    public void received(long bytes) {
        received.add(bytes);
    }

    @Override
    public void sent(long bytes) {
        sent.add(bytes);
    }

    /** Every event, the first one first. */
    public List<AuditEvent> events() {
        return List.copyOf(events);
    }

    /** The events of one kind. */
    public <T extends AuditEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public long bytesReceived() {
        return received.sum();
    }

    public long bytesSent() {
        return sent.sum();
    }
}
