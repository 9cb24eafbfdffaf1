package dev.filegate.deploy.gateway;

import dev.filegate.core.session.AccountWatch;
import dev.filegate.core.session.GatewaySessions;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every other second for accounts that were changed by other nodes, or whose time is over. */
final class AccountChanges {
    private static final Logger LOG = LoggerFactory.getLogger(AccountChanges.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private AccountChanges() {}

    /** @param parts where the looking is ended */
    static void watch(AccountWatch watch, GatewaySessions sessions, OpenParts parts) {
        watch.look();
        ScheduledExecutorService looking = parts.add(Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("filegate-accounts").factory()));
        ScheduledFuture<?> looks = looking.scheduleWithFixedDelay(
                () -> {
                    try {
                        sessions.endOverdue();
                        watch.look();
                    } catch (RuntimeException e) { // Whatever it is, the next look must still come.
                        LOG.error("changed accounts could not be looked for", e);
                    }
                },
                LOOK_AGAIN.toMillis(),
                LOOK_AGAIN.toMillis(),
                TimeUnit.MILLISECONDS);
        parts.<AutoCloseable>add(() -> looks.cancel(false));
    }
}
