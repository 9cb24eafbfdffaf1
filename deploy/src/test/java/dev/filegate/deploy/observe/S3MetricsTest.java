package dev.filegate.deploy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.storage.s3.S3Access;
import dev.filegate.storage.s3.S3Backend;
import dev.filegate.storage.s3.S3Config;
import dev.filegate.storage.s3.S3Location;
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
    void tellsHowMuchMemoryThereIsAndHowMuchIsUsed() {
        metrics.watch(new S3Memory(64 << 20, 32 << 20));
        assertThat(memory("limit", "upload")).isEqualTo(64 << 20);
        assertThat(memory("limit", "read")).isEqualTo(32 << 20);
        assertThat(memory("used", "upload")).isZero();
        assertThat(memory("used", "read")).isZero();
    }

    private double memory(String what, String use) {
        return registry.get("filegate.s3.memory." + what + ".bytes")
                .tag("use", use)
                .gauge()
                .value();
    }

    @Test
    void tellsHowManyUploadsAreNotComplete() {
        S3Config config =
                S3Config.of(S3Location.of("files", "eu-central-1")).withAccess(new S3Access.Keys("access", "secret"));
        try (S3Backend bucket =
                S3Backend.open("cloud", config, new S3Memory(64 << 20, 32 << 20), metrics.observerOf("cloud"))) {
            metrics.watch(bucket);
            for (String name : new String[] {"filegate.s3.uploads", "filegate.s3.partials"}) {
                assertThat(registry.get(name).tag("storage", "cloud").gauge().value())
                        .isZero();
            }
        }
    }
}
