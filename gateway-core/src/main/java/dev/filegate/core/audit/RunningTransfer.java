package dev.filegate.core.audit;

/** A transfer that somebody watches while it runs. Thread-safe; no call blocks. */
public interface RunningTransfer {
    /** One that nobody watches. */
    RunningTransfer UNWATCHED = new RunningTransfer() {
        @Override
        public void check() {}

        @Override
        public void moved(long position, long bytes) {}

        @Override
        public void finished() {}
    };

    /**
     * Asked before bytes are moved.
     *
     * @throws dev.filegate.core.failure.GatewayException UNAVAILABLE when an operator has ended it
     */
    void check();

    /** Bytes were moved, the first of them from or to {@code position} of the file. */
    void moved(long position, long bytes);

    /** It runs no more, for whatever reason. May be called twice. */
    void finished();
}
