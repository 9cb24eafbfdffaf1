package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartPlanTest {
    private static final long MIB = 1L << 20;

    @Test
    void startsSmallAndGrowsToWhatMemoryAllows() {
        PartPlan plan = new PartPlan(8 * MIB, 48 * MIB);
        assertThat(plan.size(1)).isEqualTo(8 * MIB);
        assertThat(plan.size(501)).isEqualTo(16 * MIB);
        assertThat(plan.size(PartPlan.MAX_PARTS)).isEqualTo(48 * MIB);
    }

    @Test
    void reachesWhatTheManualPromises() {
        assertThat(largest(new S3Memory(256 * MIB, S3Memory.MIN_READ)) >> 30).isEqualTo(425);
        assertThat(largest(new S3Memory(4096 * MIB, S3Memory.MIN_READ)) >> 40).isGreaterThanOrEqualTo(5);
    }

    private static long largest(S3Memory memory) {
        PartPlan plan = new PartPlan(S3Transfer.DEFAULT.partSize(), memory.largestPart());
        return IntStream.rangeClosed(1, PartPlan.MAX_PARTS)
                .mapToLong(plan::size)
                .sum();
    }
}
