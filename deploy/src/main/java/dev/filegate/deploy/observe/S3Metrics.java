package dev.filegate.deploy.observe;

import dev.filegate.storage.s3.S3Backend;
import dev.filegate.storage.s3.S3Memory;
import dev.filegate.storage.s3.S3Observer;
import dev.filegate.storage.s3.S3Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Counts what storages of type s3 ask of their services. The names are those of docs/operations.md. Thread-safe, never blocks. */
@Singleton
public class S3Metrics {
    private static final String LIMIT = "Memory for content on its way, as configured";
    private static final String USED = "Memory for content on its way, in use";
    private static final String UPLOADS = "Uploads under way";
    private static final String PARTIALS = "Interrupted uploads that can be resumed";

    private final MeterRegistry registry;

    S3Metrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What one storage tells of its calls. Series of an operation exist from its first call on. */
    public S3Observer observerOf(String storage) {
        return new Counting(storage);
    }

    /** Adds how much of the memory that all of them share is there, and how much is in use. */
    public void watch(S3Memory memory) {
        gauge("filegate.s3.memory.limit.bytes", LIMIT, memory, "use", "upload", S3Memory::upload);
        gauge("filegate.s3.memory.limit.bytes", LIMIT, memory, "use", "read", S3Memory::read);
        gauge("filegate.s3.memory.used.bytes", USED, memory, "use", "upload", S3Memory::uploadUsed);
        gauge("filegate.s3.memory.used.bytes", USED, memory, "use", "read", S3Memory::readUsed);
    }

    /** Adds how many uploads of one storage are not complete. */
    public void watch(S3Backend bucket) {
        String storage = bucket.name();
        gauge("filegate.s3.uploads", UPLOADS, bucket, "storage", storage, S3Backend::uploadsUnderWay);
        gauge("filegate.s3.partials", PARTIALS, bucket, "storage", storage, S3Backend::interruptedUploads);
    }

    private <T> void gauge(
            String name, String description, T of, String tag, String value, ToDoubleFunction<T> measure) {
        Gauge.builder(name, of, measure)
                .description(description)
                .tag(tag, value)
                .strongReference(true)
                .register(registry);
    }

    /** Counts for one storage. */
    private final class Counting implements S3Observer {
        private final String storage;
        private final Counter repetitions;
        private final Counter sent;
        private final Counter received;

        Counting(String storage) {
            this.storage = storage;
            repetitions = Counter.builder("filegate.s3.repetitions")
                    .description("Attempts beyond the first")
                    .tag("storage", storage)
                    .register(registry);
            sent = bytes("sent");
            received = bytes("received");
        }

        private Counter bytes(String direction) {
            return Counter.builder("filegate.s3.bytes")
                    .description("Bytes of content between the gateway and the service, repeated ones too")
                    .tags("storage", storage, "direction", direction)
                    .register(registry);
        }

        @Override
        public void called(String operation, S3Outcome outcome, Duration time, int again) {
            Timer.builder("filegate.s3.requests")
                    .description("Calls to the service, with their repetitions")
                    .tags("storage", storage, "operation", operation, "outcome", outcome.word())
                    .register(registry)
                    .record(time);
            repetitions.increment(again);
        }

        @Override
        public void sent(long bytes) {
            sent.increment((double) bytes);
        }

        @Override
        public void received(long bytes) {
            received.increment((double) bytes);
        }
    }
}
