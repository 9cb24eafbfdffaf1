package dev.filegate.deploy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.storage.s3.S3Memory;
import dev.filegate.storage.s3.S3Observer;
import dev.filegate.storage.s3.S3Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class S3MetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final S3Metrics metrics = new S3Metrics(registry);

    @Test
    void countsAndTimesCallsByStorageOperationAndOutcome() {
        S3Observer cloud = metrics.observerOf("cloud");
        cloud.called("UploadPart", S3Outcome.DONE, Duration.ofSeconds(2), 3);
        cloud.called("UploadPart", S3Outcome.SLOWED, Duration.ofSeconds(1), 0);
        metrics.observerOf("other").called("UploadPart", S3Outcome.DONE, Duration.ofSeconds(1), 0);

        var done = registry.get("filegate.s3.requests")
                .tags("storage", "cloud", "operation", "UploadPart", "outcome", "done")
                .timer();
        assertThat(done.count()).isEqualTo(1);
        assertThat(done.totalTime(TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(registry.get("filegate.s3.repetitions")
                        .tag("storage", "cloud")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void countsContentBothWays() {
        S3Observer cloud = metrics.observerOf("cloud");
        cloud.sent(10);
        cloud.received(7);
        assertThat(registry.get("filegate.s3.bytes")
                        .tag("direction", "sent")
                        .counter()
                        .count())
                .isEqualTo(10);
        assertThat(registry.get("filegate.s3.bytes")
                        .tag("direction", "received")
                        .counter()
                        .count())
                .isEqualTo(7);
    }

    @Test
    void tellsHowMuchMemoryThereIs() {
        metrics.watch(new S3Memory(64 << 20, 32 << 20));
        assertThat(registry.get("filegate.s3.memory.limit.bytes")
                        .tag("use", "upload")
                        .gauge()
                        .value())
                .isEqualTo(64 << 20);
    }
}
