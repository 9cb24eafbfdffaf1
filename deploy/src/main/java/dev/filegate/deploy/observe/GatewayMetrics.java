package dev.filegate.deploy.observe;

import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditEvent.Completion;
import dev.filegate.core.audit.AuditEvent.Direction;
import dev.filegate.core.audit.AuditObserver;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.audit.Origin;
import dev.filegate.core.audit.QueuedSink;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.Sessions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Counts audit events, by protocol. Every series exists from the start, so that a rate over the first event is right. The names are those
 * of docs/operations.md; Prometheus sees {@code filegate.logins} as {@code filegate_logins_total}. Thread-safe, never blocks.
 */
@Singleton
public class GatewayMetrics implements AuditObserver {
    private final MeterRegistry registry;
    private final Map<Protocol, Counters> counters = new EnumMap<>(Protocol.class);
    private final SshMetrics ssh;

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.ssh = new SshMetrics(registry);
        for (Protocol protocol : Protocol.values()) {
            counters.put(protocol, Counters.of(registry, protocol));
        }
    }

    /** Adds what is not an event but a state: how many sessions there are, how far the audit sinks are behind. */
    public void watch(Sessions sessions, AuditTrail trail) {
        for (Protocol protocol : Protocol.values()) {
            Gauge.builder("filegate.sessions", sessions, open -> count(open, protocol))
                    .description("Connections that are open now")
                    .tag("protocol", protocol.word())
                    .register(registry);
        }
        for (QueuedSink sink : trail.sinks()) {
            FunctionCounter.builder("filegate.audit.lost", sink, QueuedSink::lost)
                    .description("Audit events that a sink could not take")
                    .tag("sink", sink.name())
                    .register(registry);
            Gauge.builder("filegate.audit.queued", sink, QueuedSink::queued)
                    .description("Audit events that wait to be written")
                    .tag("sink", sink.name())
                    .register(registry);
        }
    }

    private static double count(Sessions sessions, Protocol protocol) {
        return sessions.active().stream()
                .filter(session -> session.protocol() == protocol)
                .count();
    }

    @Override
    public void happened(AuditEvent event) {
        event.ofClient().ifPresent(this::count);
        ssh.happened(event);
    }

    private void count(AuditEvent.OfClient event) {
        Counters of = counters.get(event.origin().protocol());
        if (of == null) {
            throw new IllegalStateException("no counters for " + event.origin().protocol());
        }
        switch (event) {
            case AuditEvent.SessionOpened _ -> of.opened.increment();
            case AuditEvent.SessionRefused _ -> of.refused.increment();
            case AuditEvent.LoggedIn login -> {
                of.accepted.increment();
                countTls(login.origin());
            }
            case AuditEvent.LoginFailed _ -> of.rejected.increment();
            case AuditEvent.Transferred transfer -> of.count(transfer);
            case AuditEvent.Refused refused -> increment(of.failures, refused.failure());
            case AuditEvent.Banned _ -> of.bans.increment();
            case AuditEvent.SessionClosed _, AuditEvent.LoggedOut _, AuditEvent.Changed _ -> {}
        }
    }

    /** By what the handshake agreed on: the series of a version and cipher suite begins with its first login. */
    private void countTls(Origin origin) {
        String version = origin.notes().get("tls");
        String cipher = origin.notes().get("cipher");
        if (version != null && cipher != null) {
            Counter.builder("filegate.tls.logins")
                    .description("Logins over TLS")
                    .tags("protocol", origin.protocol().word(), "version", version, "cipher", cipher)
                    .register(registry)
                    .increment();
        }
    }

    private static <K> void increment(Map<K, Counter> counters, K which) {
        Counter counter = counters.get(which);
        if (counter != null) {
            counter.increment();
        }
    }

    /** The counters of one protocol. */
    private record Counters(
            Counter opened,
            Counter refused,
            Counter accepted,
            Counter rejected,
            Counter bans,
            Map<Direction, Counter> bytes,
            Map<Direction, Map<Completion, Counter>> transfers,
            Map<Failure, Counter> failures) {

        static Counters of(MeterRegistry registry, Protocol protocol) {
            Maker make = new Maker(registry, protocol);
            return new Counters(
                    make.counter("filegate.sessions.opened", "Connections that were admitted"),
                    make.counter("filegate.sessions.refused", "Connections that were turned away"),
                    make.counter("filegate.logins", "Logins", "result", "accepted"),
                    make.counter("filegate.logins", "Logins", "result", "rejected"),
                    make.counter("filegate.bans", "Addresses that were banned"),
                    make.each(
                            Direction.class,
                            way -> make.counter(
                                    "filegate.transferred.bytes", "Bytes of files", "direction", way.word())),
                    make.each(
                            Direction.class,
                            way -> make.each(
                                    Completion.class,
                                    end -> make.counter(
                                            "filegate.transfers",
                                            "Transfers",
                                            "direction",
                                            way.word(),
                                            "result",
                                            end.word()))),
                    make.each(
                            Failure.class,
                            kind -> make.counter(
                                    "filegate.failures",
                                    "Operations that did not happen",
                                    "failure",
                                    kind.name().toLowerCase(Locale.ROOT))));
        }

        void count(AuditEvent.Transferred transfer) {
            Counter moved = bytes.get(transfer.direction());
            if (moved != null) {
                moved.increment((double) transfer.bytes());
            }
            increment(transfers.getOrDefault(transfer.direction(), Map.of()), transfer.completion());
        }
    }

    /** Makes counters of one protocol. */
    private record Maker(MeterRegistry registry, Protocol protocol) {
        Counter counter(String name, String description, String... tags) {
            return Counter.builder(name)
                    .description(description)
                    .tags(Tags.of("protocol", protocol.word()).and(tags))
                    .register(registry);
        }

        <K extends Enum<K>, V> Map<K, V> each(Class<K> type, Function<K, V> make) {
            Map<K, V> made = new EnumMap<>(type);
            List.of(type.getEnumConstants()).forEach(constant -> made.put(constant, make.apply(constant)));
            return made;
        }
    }
}
