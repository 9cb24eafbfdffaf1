package dev.filegate.storage.s3;

import java.time.Duration;

/** Told of every call to a service when it ends, by the thread that made it; must not block or throw. */
public interface S3Observer {
    /** Nobody. */
    S3Observer NONE = new S3Observer() {
        @Override
        public void called(String operation, S3Outcome outcome, Duration time, int repetitions) {
            // Nobody wants to know.
        }

        @Override
        public void sent(long bytes) {
            // Nobody wants to know.
        }

        @Override
        public void received(long bytes) {
            // Nobody wants to know.
        }
    };

    /**
     * A call with all its repetitions has ended.
     *
     * @param operation as the service names it: {@code UploadPart}
     * @param outcome of the last attempt
     * @param repetitions how many attempts there were beyond the first
     */
    void called(String operation, S3Outcome outcome, Duration time, int repetitions);

    /** Bytes of content that were sent, also in vain. */
    void sent(long bytes);

    /** Bytes of content that were received. */
    void received(long bytes);
}
