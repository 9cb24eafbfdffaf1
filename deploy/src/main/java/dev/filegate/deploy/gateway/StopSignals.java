package dev.filegate.deploy.gateway;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT: the first asks the gateway to drain, the second to stop at once. Replaces the JVM's own handling, which would end
 * the process with 143 and not hear the second one.
 */
final class StopSignals {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
    private static final List<String> SIGNALS = List.of("TERM", "INT");

    /** After a second signal the process is gone by then, however long the rest of its parts take to close. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final CountDownLatch asked = new CountDownLatch(1);
    /** Guarded by this. */
    private int received;
    /** The thread that drains, while it does. Guarded by this. */
    private @Nullable Thread draining;

    private StopSignals() {}

    static StopSignals listen() {
        StopSignals signals = new StopSignals();
        for (String name : SIGNALS) {
            handle(name, () -> signals.received(name));
        }
        return signals;
    }

    /**
     * {@code sun.misc.Signal.handle}, by reflection: there is no other way to see a second signal, the class is exported by jdk.unsupported
     * on purpose, and the compiler's warning about its name can no longer be suppressed.
     */
    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calls = Proxy.newProxyInstance(
                    StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (!method.getDeclaringClass().equals(handler)) {
                            throw new UnsupportedOperationException(method.getName());
                        }
                        action.run();
                        return null;
                    });
            Object number = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, number, calls);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("SIG" + name + " cannot be handled", e);
        }
    }

    private synchronized void received(String name) {
        received++;
        if (received == 1) {
            LOG.info("SIG{}: stopping when running transfers are done; a second signal stops at once", name);
            asked.countDown();
        } else if (received == 2) {
            LOG.warn("SIG{}: stopping at once", name);
            Thread.ofPlatform().daemon().name("filegate-last-words").start(StopSignals::haltInTime);
            if (draining != null) {
                draining.interrupt();
            }
        }
    }

    private static void haltInTime() {
        try {
            Thread.sleep(LAST_WORDS);
        } catch (InterruptedException e) {
            LOG.debug("stopping was not waited for", e);
        }
        Runtime.getRuntime().halt(0);
    }

    /** Waits for the first signal, which may have come long ago. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** Waits for the first signal, but not longer than this; whether it came. */
    boolean await(Duration time) throws InterruptedException {
        return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs the drain in this thread; the second signal interrupts it, also when it came before. The interrupt ends with the drain. */
    void drain(Runnable drain) {
        synchronized (this) {
            draining = Thread.currentThread();
            if (received > 1) {
                draining.interrupt();
            }
        }
        try {
            drain.run();
        } finally {
            endDraining();
        }
    }

    private synchronized void endDraining() {
        draining = null;
        if (Thread.interrupted()) {
            LOG.warn("running transfers are aborted");
        }
    }
}
