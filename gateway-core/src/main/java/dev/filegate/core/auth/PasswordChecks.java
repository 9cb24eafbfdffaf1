package dev.filegate.core.auth;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that check passwords: few, so that thousands of logins at once take neither all processors nor, with argon2id, all memory;
 * and platform threads, so that a check of a tenth of a second holds up no virtual thread's carrier. First come, first served. The queue
 * is bounded by the number of sessions, each of which waits for one check at most.
 */
public final class PasswordChecks implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ThreadPoolExecutor threads;

    private PasswordChecks(int parallel) {
        threads = new ThreadPoolExecutor(
                parallel,
                parallel,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("filegate-password-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** One check per processor at the same time. */
    public static PasswordChecks perProcessor() {
        return new PasswordChecks(Runtime.getRuntime().availableProcessors());
    }

    /** @param parallel how many checks run at the same time */
    public static PasswordChecks of(int parallel) {
        return new PasswordChecks(parallel);
    }

    /** Whether the secret is the password. Waits for its turn. */
    boolean matches(PasswordHash hash, Secret secret) {
        Future<Boolean> check = threads.submit(() -> hash.matches(secret));
        try {
            return check.get();
        } catch (InterruptedException e) {
            check.cancel(false);
            Thread.currentThread().interrupt();
            throw new GatewayException(Failure.UNAVAILABLE, "the login was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password check failed", e.getCause());
        }
    }

    /** Lets running checks end; nobody may log in any more. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
