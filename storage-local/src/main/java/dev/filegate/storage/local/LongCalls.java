package dev.filegate.storage.local;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls that wait for a disk. A virtual thread inside a native call holds on to its carrier, and there are few of them: some slow flushes
 * would stop every session. So at most a quarter of the carriers wait in such calls, where the disk is fast that saves two changes of
 * threads, and what is beyond that is done on platform threads while the virtual thread is parked. Bounded: at most {@value #THREADS}
 * threads, which end when idle; beyond that the caller does its own work.
 */
final class LongCalls {
    private static final int THREADS = 64;
    private static final int CARRIERS = Integer.getInteger(
            "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
    private static final Semaphore ON_CARRIERS = new Semaphore(CARRIERS / 4);
    private static final ExecutorService POOL = new ThreadPoolExecutor(
            0,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("filegate-disk-", 0).factory(),
            new ThreadPoolExecutor.CallerRunsPolicy());

    interface Call {
        void run() throws Errno;
    }

    interface Question {
        long ask() throws Errno;
    }

    private LongCalls() {}

    static void run(Call call) throws Errno {
        ask(() -> {
            call.run();
            return 0;
        });
    }

    static long ask(Question question) throws Errno {
        if (!Thread.currentThread().isVirtual()) {
            return question.ask();
        }
        if (ON_CARRIERS.tryAcquire()) {
            try {
                return question.ask();
            } finally {
                ON_CARRIERS.release();
            }
        }
        return await(POOL.submit(question::ask));
    }

    /** Waits to the end even when interrupted: the call uses memory and descriptors of the caller. */
    private static long await(Future<Long> result) throws Errno {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Errno errno) {
                throw errno;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
