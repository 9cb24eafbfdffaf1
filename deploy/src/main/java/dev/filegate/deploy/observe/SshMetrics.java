package dev.filegate.deploy.observe;

import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts logins over SSH by algorithm and by client software, so that operators see what they can turn off and who would notice. Series
 * begin with the first login of their kind. A client's name is what it says of itself, up to its minor version; {@value #MOST_CLIENTS} are
 * told apart. Thread-safe, never blocks.
 */
final class SshMetrics implements AuditObserver {
    private static final List<String> KINDS = List.of("kex", "hostkey", "cipher", "mac");
    private static final int MOST_CLIENTS = 100;
    private static final String OTHER = "other";

    /** {@code SSH-2.0-OpenSSH_9.2p1 Debian-2}: protocol, software, comment (RFC 4253 section 4.2). */
    private static final Pattern IDENTIFICATION = Pattern.compile("SSH-[\\d.]+-([A-Za-z][A-Za-z0-9]{0,29})"
            + "(?:[_-](?:[A-Za-z]{1,20}[_-])?v?(\\d{1,4}(?:\\.\\d{1,4})?).*|[^A-Za-z0-9].*)?");

    private final MeterRegistry registry;
    private final Set<String> clients = ConcurrentHashMap.newKeySet();

    SshMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void happened(AuditEvent event) {
        if (event instanceof AuditEvent.LoggedIn login && login.origin().notes().containsKey("kex")) {
            count(login.origin().notes());
        }
    }

    private void count(Map<String, String> notes) {
        for (String kind : KINDS) {
            String algorithm = notes.get(kind);
            if (algorithm != null) {
                Counter.builder("filegate.ssh.algorithms")
                        .description("Logins over SSH by negotiated algorithm")
                        .tag("kind", kind)
                        .tag("algorithm", algorithm)
                        .register(registry)
                        .increment();
            }
        }
        Counter.builder("filegate.ssh.clients")
                .description("Logins over SSH by the client's software")
                .tag("client", bounded(client(notes.getOrDefault("client", ""))))
                .register(registry)
                .increment();
    }

    private String bounded(String client) {
        if (clients.contains(client) || clients.size() < MOST_CLIENTS) {
            clients.add(client);
            return client;
        }
        return OTHER;
    }

    static String client(String identification) {
        Matcher parts = IDENTIFICATION.matcher(identification);
        if (!parts.matches()) {
            return OTHER;
        }
        return parts.group(2) == null ? parts.group(1) : parts.group(1) + " " + parts.group(2);
    }
}
