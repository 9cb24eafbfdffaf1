package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartPlanTest {
    private static final long MIB = 1L << 20;
    private static final long TIB = 1L << 40;

    @Test
    void startsSmallAndGrowsToWhatMemoryAllows() {
        PartPlan plan = new PartPlan(8 * MIB, 48 * MIB, PartLimits.S3);
        assertThat(plan.size(1)).isEqualTo(8 * MIB);
        assertThat(plan.size(501)).isEqualTo(16 * MIB);
        assertThat(plan.size(10_000)).isEqualTo(48 * MIB);
    }

    @Test
    void needsNoStagedPartsForWhatTheManualSays() {
        assertThat(direct(new S3Memory(256 * MIB, S3Memory.MIN_READ)) >> 30).isEqualTo(191);
        assertThat(direct(new S3Memory(1024 * MIB, S3Memory.MIN_READ)) >> 30).isEqualTo(589);
    }

    @ParameterizedTest
    @ValueSource(longs = {32, 256, 4096})
    void reachesTheLargestObjectOfS3WithAnyMemory(long memory) {
        Sent sent = sent(new S3Memory(memory * MIB, S3Memory.MIN_READ).largestPart(), Long.MAX_VALUE);
        assertThat(sent.bytes()).isEqualTo(5 * TIB);
        assertThat(sent.numbers()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void reachesItWhileMemoryIsShortAllTheTime() {
        Sent sent = sent(S3Transfer.MIN_PART, Long.MAX_VALUE);
        assertThat(sent.bytes()).isEqualTo(5 * TIB);
        assertThat(sent.numbers()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void reachesItInSpiteOfHundredsOfInterruptions() {
        Sent sent = sent(48 * MIB, 12L << 30);
        assertThat(sent.bytes()).isEqualTo(5 * TIB);
        assertThat(sent.interruptions()).isGreaterThan(400);
        assertThat(sent.numbers()).isLessThanOrEqualTo(10_000);
    }

    private record Sent(long bytes, int numbers, int interruptions) {}

    /** As an upload goes: buffer after buffer; an interruption ends a staged part early, just after its first buffer. */
    private static Sent sent(long largest, long interruptedEvery) {
        PartPlan plan = new PartPlan(S3Transfer.DEFAULT.partSize(), largest, PartLimits.S3);
        long bytes = 0;
        long stage = 0;
        int number = 1;
        int interruptions = 0;
        while (bytes < PartLimits.S3.object() && number <= PartLimits.S3.numbers()) {
            long buffer = Math.min(plan.size(number), PartLimits.S3.object() - bytes);
            bytes += buffer;
            if (!plan.isStaged(number)) {
                number++;
                continue;
            }
            stage += buffer;
            boolean isInterrupted = bytes / interruptedEvery > interruptions;
            if (stage >= PartLimits.S3.staged() || isInterrupted) {
                interruptions += isInterrupted ? 1 : 0;
                stage = 0;
                number++;
            }
        }
        return new Sent(bytes, stage > 0 ? number : number - 1, interruptions);
    }

    private static long direct(S3Memory memory) {
        PartPlan plan = new PartPlan(S3Transfer.DEFAULT.partSize(), memory.largestPart(), PartLimits.S3);
        long bytes = 0;
        for (int number = 1; !plan.isStaged(number); number++) {
            bytes += plan.size(number);
        }
        return bytes;
    }
}
