package dev.filegate.tftp;

import static dev.filegate.tftp.TransferSteps.BLOCK;
import static dev.filegate.tftp.TransferSteps.plain;
import static dev.filegate.tftp.TransferSteps.receiving;
import static dev.filegate.tftp.TransferSteps.terms;
import static dev.filegate.tftp.TransferSteps.windowOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.tftp.Transfer.Ended;
import dev.filegate.tftp.Transfer.Ending;
import dev.filegate.tftp.Transfer.Event;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceivingTransferTest {
    private static Ending ending(TransferSteps steps) {
        return ((Ended) steps.state()).ending();
    }

    @Test
    void beginsWithAckZeroOrAnOack() {
        assertThat(receiving(plain()).did()).containsExactly("ACK 0");
        assertThat(receiving(windowOf(4)).did()).containsExactly("OACK");
    }

    @Test
    void storesEachBlockAndAcknowledgesItInLockStep() {
        TransferSteps steps = receiving(plain());

        assertThat(steps.data(1, BLOCK).did()).containsExactly("store", "ACK 1");
        assertThat(steps.data(2, BLOCK).did()).containsExactly("store", "ACK 2");
    }

    @Test
    void acknowledgesOnlyTheLastBlockOfAWindow() {
        TransferSteps steps = receiving(windowOf(4));

        assertThat(steps.blocks(1, 3).did()).containsExactly("store");
        assertThat(steps.data(4, BLOCK).did()).containsExactly("store", "ACK 4");
    }

    @Test
    void acknowledgesTheLastBlockOnlyAfterTheCommit() {
        TransferSteps steps = receiving(plain()).data(1, BLOCK);

        assertThat(steps.data(2, 3).did()).containsExactly("store", "commit");
        assertThat(steps.settled()).isFalse();
        assertThat(steps.on(new Event.Committed()).did()).containsExactly("ACK 2");
        assertThat(steps.settled()).isTrue();
    }

    @Test
    void takesAnEmptyBlockForTheEndOfAFileOfFullBlocks() {
        assertThat(receiving(plain()).data(1, BLOCK).data(2, 0).did()).containsExactly("store", "commit");
    }

    @Test
    void staysSilentWhileTheStorageCommits() {
        TransferSteps steps = receiving(plain()).data(1, 3);

        assertThat(steps.data(1, 3).did()).isEmpty();
        assertThat(steps.timeout().did()).isEmpty();
        assertThat(steps.error(0).did()).isEmpty();
        assertThat(steps.on(new Event.Committed()).did()).containsExactly("ACK 1");
    }

    @Test
    void repeatsTheLastAckWhileItDallies() {
        TransferSteps steps = receiving(plain()).data(1, 3).on(new Event.Committed());

        assertThat(steps.waits()).containsExactly(Duration.ofSeconds(6));
        assertThat(steps.data(1, 3).did()).containsExactly("ACK 1");
        assertThat(steps.data(1, 3).did()).containsExactly("ACK 1");
        assertThat(steps.data(2, 3).did()).isEmpty();
        steps.timeout();
        assertThat(ending(steps)).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void isCompleteWhateverThePeerSaysAfterTheCommit() {
        TransferSteps steps =
                receiving(plain()).data(1, 3).on(new Event.Committed()).error(0);

        assertThat(steps.did()).isEmpty();
        assertThat(ending(steps)).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void tellsAFailedCommitInsteadOfTheLastAck() {
        TransferSteps steps = receiving(plain()).data(1, 3).on(new Event.Failed(TftpError.DISK_FULL, "full"));

        assertThat(steps.did()).containsExactly("ERROR 3");
        assertThat(ending(steps)).isEqualTo(Ending.FAILED);
    }

    @Test
    void acknowledgesARepeatedBlockWithoutStoringItAgain() {
        TransferSteps steps = receiving(plain()).data(1, BLOCK);

        assertThat(steps.data(1, BLOCK).did()).containsExactly("ACK 1");
        assertThat(steps.waits()).as("a repetition does not prolong the wait").isEmpty();
        assertThat(steps.data(2, BLOCK).did()).containsExactly("store", "ACK 2");
        assertThat(steps.data(1, BLOCK).did()).isEmpty();
    }

    @Test
    void tellsAGapOnceSoThatTheSenderRollsBack() {
        TransferSteps steps = receiving(windowOf(8)).blocks(1, 2);

        assertThat(steps.data(4, BLOCK).did()).containsExactly("ACK 2");
        assertThat(steps.blocks(5, 8).did()).isEmpty();
        assertThat(steps.data(3, BLOCK).did()).containsExactly("store");
        assertThat(steps.data(5, BLOCK).did()).as("another gap").containsExactly("ACK 3");
    }

    @Test
    void countsTheWindowFromTheBlockItRolledBackTo() {
        TransferSteps steps = receiving(windowOf(4)).blocks(1, 2).data(4, BLOCK);

        assertThat(steps.blocks(3, 5).did()).containsExactly("store");
        assertThat(steps.data(6, BLOCK).did()).containsExactly("store", "ACK 6");
    }

    @Test
    void answersARepeatedWindowWithOneAck() {
        TransferSteps steps = receiving(windowOf(4)).blocks(1, 4);

        assertThat(steps.blocks(1, 3).did()).isEmpty();
        assertThat(steps.data(4, BLOCK).did()).containsExactly("ACK 4");
    }

    @Test
    void tellsALossOfTheVeryFirstBlockByAckZero() {
        TransferSteps steps = receiving(windowOf(4));

        assertThat(steps.data(2, BLOCK).did()).containsExactly("ACK 0");
        assertThat(steps.timeout().did()).containsExactly("ACK 0");
    }

    @Test
    void ignoresBlocksFarAheadAndFarBehind() {
        TransferSteps steps = receiving(windowOf(4)).blocks(1, 8);
        Transfer before = steps.state();

        for (int number : new int[] {0, 1, 7, 13, 1000, 40_000, 65_535}) {
            assertThat(steps.data(number, BLOCK).did()).as("block %d", number).isEmpty();
        }
        assertThat(steps.state()).isEqualTo(before);
    }

    @Test
    void refusesABlockThatIsLongerThanAgreed() {
        TransferSteps steps = receiving(plain()).data(1, BLOCK + 1);

        assertThat(steps.did()).containsExactly("ERROR 4");
        assertThat(ending(steps)).isEqualTo(Ending.FAILED);
    }

    @Test
    void repeatsTheLastAckWithGrowingWaitsAndThenGivesUp() {
        TransferSteps steps = receiving(plain()).data(1, BLOCK);

        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(steps.timeout().did()).containsExactly("ACK 1");
        }
        assertThat(steps.timeout().did()).isEmpty();
        assertThat(ending(steps)).isEqualTo(Ending.PEER_GONE);
    }

    @Test
    void repeatsTheOackUntilTheFirstBlockComes() {
        TransferSteps steps = receiving(windowOf(1));

        assertThat(steps.timeout().did()).containsExactly("OACK");
        assertThat(steps.data(1, BLOCK).did()).containsExactly("store", "ACK 1");
        assertThat(steps.timeout().did()).containsExactly("ACK 1");
    }

    @Test
    void sendsNoMoreThanThreePacketsToAnAddressThatNeverAnswers() {
        TransferSteps steps = receiving(windowOf(4));
        int packets = steps.did().size();
        while (!(steps.state() instanceof Ended)) {
            packets += steps.timeout().did().size();
        }

        assertThat(packets).isEqualTo(3);
    }

    @Test
    void countsAcrossTheEndOfTheNumbersEitherWay() {
        for (Rollover rollover : Rollover.values()) {
            TransferSteps steps = receiving(terms(1, rollover, true));
            for (long block = 1; block <= 131_100; block++) {
                steps.data(rollover.number(block), BLOCK);
            }
            assertThat(((ReceivingTransfer) steps.state()).stored()).isEqualTo(131_100);
        }
    }

    @Test
    void endsWithoutAWordWhenThePeerSendsAnError() {
        TransferSteps steps = receiving(plain()).data(1, BLOCK).error(3);

        assertThat(steps.did()).isEmpty();
        assertThat(ending(steps)).isEqualTo(Ending.ENDED_BY_PEER);
    }

    @Test
    void ignoresPacketsThatBelongToNoWriteTransfer() {
        TransferSteps steps = receiving(plain());
        Transfer before = steps.state();

        steps.ack(0);
        steps.on(new Event.Received(new TftpPacket.OptionAck(Map.of())));
        steps.on(new Event.Received(new TftpPacket.WriteRequest("f", "octet", Map.of())));
        steps.end(3);

        assertThat(steps.did()).isEmpty();
        assertThat(steps.state()).isEqualTo(before);
    }
}
