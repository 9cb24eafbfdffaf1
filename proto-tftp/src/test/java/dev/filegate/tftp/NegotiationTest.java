package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.tftp.TftpPacket.ReadRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {
    private static final TftpConfig.Tuning TUNING = TftpConfig.Tuning.DEFAULT;

    private static Terms settle(Map<String, String> options) {
        return settle(options, Set.of(), OptionalLong.of(1234));
    }

    private static Terms settle(Map<String, String> options, Set<TftpOption> refused, OptionalLong size) {
        return new Negotiation(TUNING, size).settle(new ReadRequest("f", "octet", options), refused);
    }

    @Test
    void agreesOnNothingWithoutOptions() {
        Terms terms = settle(Map.of());

        assertThat(terms.answers()).isEmpty();
        assertThat(terms.blockSize()).isEqualTo(512);
        assertThat(terms.window()).isEqualTo(1);
        assertThat(terms.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(terms.rollover()).isEqualTo(Rollover.TO_ZERO);
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "512, 512", "1428, 1428", "65464, 65464", "65535, 65464", "1000000, 65464"})
    void grantsBlocksUpToTheLargest(String asked, int granted) {
        Terms terms = settle(Map.of("blksize", asked));

        assertThat(terms.blockSize()).isEqualTo(granted);
        assertThat(terms.answers()).containsEntry("blksize", Integer.toString(granted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "0", "-8", "+8", "abc", "512 ", " 512", "0x200", "99999999999999999999", "5.0", "٥١٢"})
    void leavesOutBlockSizesThatAreNone(String asked) {
        Terms terms = settle(Map.of("blksize", asked));

        assertThat(terms.blockSize()).isEqualTo(512);
        assertThat(terms.answers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "16, 16", "64, 64", "65, 64", "65535, 64"})
    void grantsWindowsUpToTheLargest(String asked, int granted) {
        Terms terms = settle(Map.of("windowsize", asked));

        assertThat(terms.window()).isEqualTo(granted);
        assertThat(terms.answers()).containsEntry("windowsize", Integer.toString(granted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "x"})
    void leavesOutWindowsOutsideTheRange(String asked) {
        assertThat(settle(Map.of("windowsize", asked)).answers()).isEmpty();
    }

    @Test
    void takesTheTimeoutTheClientWants() {
        assertThat(settle(Map.of("timeout", "7")).timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settle(Map.of("utimeout", "250000")).timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(settle(Map.of("timeout", "1", "utimeout", "50000")).timeout())
                .isEqualTo(Duration.ofMillis(50));
    }

    @ParameterizedTest
    @CsvSource({"timeout, 0", "timeout, 256", "utimeout, 9999", "utimeout, 255000001"})
    void leavesOutTimeoutsOutsideTheRange(String option, String asked) {
        Terms terms = settle(Map.of(option, asked));

        assertThat(terms.answers()).isEmpty();
        assertThat(terms.timeout()).isEqualTo(TUNING.timeout());
    }

    @Test
    void answersTheSizeOfTheFile() {
        assertThat(settle(Map.of("tsize", "0")).answers()).containsEntry("tsize", "1234");
    }

    @Test
    void leavesTheSizeOutWhenItIsNotKnown() {
        assertThat(settle(Map.of("tsize", "0"), Set.of(), OptionalLong.empty()).answers())
                .isEmpty();
    }

    @Test
    void readsTheAnnouncedSizeOfAnUpload() {
        assertThat(Negotiation.announcedSize(new TftpPacket.WriteRequest("f", "octet", Map.of("tsize", "77"))))
                .hasValue(77);
        assertThat(Negotiation.announcedSize(new TftpPacket.WriteRequest("f", "octet", Map.of("tsize", "-1"))))
                .isEmpty();
        assertThat(Negotiation.announcedSize(new TftpPacket.WriteRequest("f", "octet", Map.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, TO_ZERO", "1, TO_ONE"})
    void countsOnAsTheClientWants(String asked, Rollover rollover) {
        Terms terms = settle(Map.of("rollover", asked));

        assertThat(terms.rollover()).isEqualTo(rollover);
        assertThat(terms.answers()).containsEntry("rollover", asked);
    }

    @Test
    void leavesOutARolloverThatIsNeither() {
        assertThat(settle(Map.of("rollover", "2")).answers()).isEmpty();
    }

    @Test
    void ignoresOptionsItDoesNotKnow() {
        Terms terms = settle(Map.of("multicast", "", "blksize", "1024", "x-vendor", "1"));

        assertThat(terms.answers()).containsOnlyKeys("blksize");
    }

    @ParameterizedTest
    @EnumSource(TftpOption.class)
    void treatsARefusedOptionAsUnknown(TftpOption option) {
        Map<String, String> all = new LinkedHashMap<>();
        for (TftpOption each : TftpOption.values()) {
            all.put(each.word(), each == TftpOption.UTIMEOUT ? "20000" : "1");
        }
        all.put("blksize", "1024");

        Terms terms = settle(all, Set.of(option), OptionalLong.of(5));

        assertThat(terms.answers()).hasSize(TftpOption.values().length - 1).doesNotContainKey(option.word());
    }

    @Test
    void makesAWindowSmallerAfterwards() {
        Terms terms = settle(Map.of("windowsize", "32")).withWindowUpTo(10);

        assertThat(terms.window()).isEqualTo(10);
        assertThat(terms.answers()).containsEntry("windowsize", "10");
        assertThat(settle(Map.of("windowsize", "8")).withWindowUpTo(10).window())
                .isEqualTo(8);
        assertThat(settle(Map.of()).withWindowUpTo(10).answers()).isEmpty();
    }

    @Test
    void waitsLongerAfterEachAttemptButNotForever() {
        Terms terms = settle(Map.of());

        assertThat(terms.waitBefore(0, true)).isEqualTo(Duration.ofSeconds(1));
        assertThat(terms.waitBefore(1, true)).isEqualTo(Duration.ofSeconds(2));
        assertThat(terms.waitBefore(3, true)).isEqualTo(Duration.ofSeconds(8));
        assertThat(terms.waitBefore(100, true)).isEqualTo(Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @CsvSource({"20, 20, 60", "255, 255, 255"})
    void growsNoWaitBeyondAMinuteButWaitsAsLongAsTheClientAsks(String asked, long first, long second) {
        Terms terms = settle(Map.of("timeout", asked));

        assertThat(terms.waitBefore(0, true)).isEqualTo(Duration.ofSeconds(first));
        assertThat(terms.waitBefore(5, true)).isEqualTo(Duration.ofSeconds(second));
    }

    @Test
    void holdsATransferForSecondsOnlyWhileItsRequestMayBeForged() {
        Terms terms = settle(Map.of("timeout", "255"));

        assertThat(terms.waitBefore(0, false)).isEqualTo(Duration.ofSeconds(10));
        assertThat(terms.waitBefore(2, false)).isEqualTo(Duration.ofSeconds(10));
        assertThat(settle(Map.of()).waitBefore(2, false)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void answersUnderTheNamesTheClientWrote() {
        Terms terms = settle(Map.of("BLKSIZE", "100", "WindowSize", "20"));

        assertThat(terms.answers()).containsOnly(Map.entry("BLKSIZE", "100"), Map.entry("WindowSize", "20"));
        assertThat(terms.withWindowUpTo(10).answers())
                .containsOnly(Map.entry("BLKSIZE", "100"), Map.entry("WindowSize", "10"));
    }

    @Test
    void readsOptionWordsInAnyCase() {
        assertThat(TftpOption.of("BlkSize")).contains(TftpOption.BLKSIZE);
        assertThat(TftpOption.of("multicast")).isEmpty();
    }
}
