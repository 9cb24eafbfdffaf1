package dev.filegate.ftp;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Requests that came while a task ran and wait for its end, in their order. Confined to the session's thread; bounded by {@link #isFull}.
 */
final class WaitingRequests {
    /** More stay in the mailbox, where ABOR is not looked for. */
    private static final int MOST = 16;

    private final Queue<Request> waiting = new ArrayDeque<>(2);
    private int sentAhead;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether no more should be received until the task has ended. */
    boolean isFull() {
        return waiting.size() >= MOST;
    }

    Request next() {
        return waiting.remove();
    }

    void add(Request request) {
        waiting.add(request);
    }

    /** @param received lines that are there already: they were sent before the client knew that a task begins */
    void taskBegins(int received) {
        sentAhead = received;
    }

    void taskEnds() {
        sentAhead = 0;
    }

    /**
     * Whether a request that came during a task is answered at once: NOOP and STAT are, unless they were pipelined before it began, so that
     * a client which sends ahead can count its replies. Asked once for each request.
     */
    boolean letsPass(Request request) {
        boolean early = sentAhead > 0;
        sentAhead = Math.max(0, sentAhead - 1);
        boolean question = request.is(FtpCommand.NOOP)
                || (request.is(FtpCommand.STAT) && request.argument().isEmpty());
        return question && !early && waiting.isEmpty();
    }
}
