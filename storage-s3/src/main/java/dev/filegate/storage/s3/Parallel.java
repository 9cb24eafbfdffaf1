package dev.filegate.storage.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does several things at once, but never more than a few. */
final class Parallel {
    private Parallel() {}

    /** One of them. */
    interface Task<T> {
        T run();
    }

    /**
     * Does them all and returns their results in order. After the first failure no other is begun; those that run are waited for, and
     * the failure is thrown.
     */
    static <T> List<T> all(int atOnce, List<? extends Task<T>> tasks) {
        Semaphore slots = new Semaphore(atOnce);
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        List<AtomicReference<@Nullable T>> results = new ArrayList<>(tasks.size());
        for (Task<T> task : tasks) {
            slots.acquireUninterruptibly();
            if (failure.get() != null) {
                slots.release();
                break;
            }
            AtomicReference<@Nullable T> result = new AtomicReference<>();
            results.add(result);
            Thread.ofVirtual().name("s3-parallel").start(() -> {
                try {
                    result.set(task.run());
                } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                } finally {
                    slots.release();
                }
            });
        }
        slots.acquireUninterruptibly(atOnce);
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return results.stream().map(AtomicReference::get).map(Parallel::done).toList();
    }

    private static <T> T done(@Nullable T result) {
        return java.util.Objects.requireNonNull(result);
    }
}
