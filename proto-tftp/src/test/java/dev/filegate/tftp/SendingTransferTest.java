package dev.filegate.tftp;

import static dev.filegate.tftp.TransferSteps.plain;
import static dev.filegate.tftp.TransferSteps.sending;
import static dev.filegate.tftp.TransferSteps.terms;
import static dev.filegate.tftp.TransferSteps.windowOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.tftp.Transfer.Ended;
import dev.filegate.tftp.Transfer.Ending;
import dev.filegate.tftp.Transfer.Event;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SendingTransferTest {
    private static Ending ending(TransferSteps steps) {
        return ((Ended) steps.state()).ending();
    }

    @Test
    void beginsWithTheFirstBlockWhenNoOptionWasGranted() {
        assertThat(sending(plain()).did()).containsExactly("send 1-1");
    }

    @Test
    void beginsWithAnOackAndSendsTheFirstWindowAfterAckZero() {
        TransferSteps steps = sending(windowOf(4));

        assertThat(steps.did()).containsExactly("OACK");
        assertThat(steps.ack(0).did()).containsExactly("send 1-4");
    }

    @Test
    void sendsBlockAfterBlockAndEndsWithTheAckOfTheLast() {
        TransferSteps steps = sending(plain());

        assertThat(steps.ack(1).did()).containsExactly("send 2-2");
        assertThat(steps.end(2).did()).isEmpty();
        assertThat(steps.ack(2).did()).isEmpty();
        assertThat(ending(steps)).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void sendsTheNextWindowFromTheBlockThatWasAcknowledged() {
        TransferSteps steps = sending(windowOf(4)).ack(0);

        assertThat(steps.ack(4).did()).containsExactly("send 5-8");
        assertThat(steps.ack(6).did()).as("7 was lost").containsExactly("send 7-10");
    }

    @Test
    void doesNotSendBeyondTheEndWhenItRollsBack() {
        TransferSteps steps = sending(windowOf(4)).ack(0).end(3);

        assertThat(steps.ack(1).did()).containsExactly("send 2-3");
        assertThat(steps.ack(3).state()).isInstanceOf(Ended.class);
    }

    @Test
    void neverAnswersADuplicateAckInLockStep() {
        TransferSteps steps = sending(plain()).ack(1);

        assertThat(steps.ack(1).did()).isEmpty();
        assertThat(steps.waits()).as("nor does it prolong the wait").isEmpty();
        assertThat(steps.ack(2).did()).containsExactly("send 3-3");
        assertThat(steps.ack(1).did()).isEmpty();
    }

    @Test
    void takesASecondAckOfTheWindowsStartForALostFirstBlockOnce() {
        TransferSteps steps = sending(windowOf(4)).ack(0).ack(4);

        assertThat(steps.ack(4).did()).containsExactly("send 5-8");
        assertThat(steps.ack(4).did()).isEmpty();
    }

    @Test
    void letsAnEchoOfAcksDieOut() {
        TransferSteps steps = sending(windowOf(4)).ack(0).ack(4).ack(4);

        assertThat(steps.ack(8).did()).containsExactly("send 9-12");
        assertThat(steps.ack(8).did())
                .as("the echo of the window that was sent twice")
                .isEmpty();
        assertThat(steps.ack(12).did()).containsExactly("send 13-16");
        assertThat(steps.ack(12).did()).as("a loss is believed again").containsExactly("send 13-16");
    }

    @Test
    void sendsAWindowAgainAsAWholeToAReceiverThatHasLostNoEndYet() {
        TransferSteps steps = sending(windowOf(4)).ack(0);
        assertThat(steps.waits()).containsExactly(Duration.ofSeconds(1));

        assertThat(steps.timeout().did()).containsExactly("send 1-4");
        assertThat(steps.waits()).containsExactly(Duration.ofSeconds(2));
        assertThat(steps.timeout().did()).containsExactly("send 1-4");
    }

    /** It got 1 and 2 of 1 to 4 and said so only when all of them came again. */
    private static TransferSteps toReceiverThatLosesEnds() {
        return sending(windowOf(4)).ack(0).timeout().ack(2);
    }

    @Test
    void asksAReceiverThatLosesEndsSoonByTheLastBlockOfAWindow() {
        TransferSteps steps = toReceiverThatLosesEnds().ack(6);
        assertThat(steps.did()).containsExactly("send 7-10");
        assertThat(steps.waitsUsual()).containsExactly(Duration.ofMillis(100));

        assertThat(steps.timeout().did()).containsExactly("send 10-10");
        assertThat(steps.waits()).containsExactly(Duration.ofSeconds(1));
        assertThat(steps.timeout().did()).containsExactly("send 7-10");
        assertThat(steps.waits()).containsExactly(Duration.ofSeconds(2));
        assertThat(steps.timeout().did()).containsExactly("send 7-10");
    }

    @Test
    void rollsBackToWhatTheReceiverSaysWhenAsked() {
        assertThat(toReceiverThatLosesEnds().ack(6).timeout().ack(8).did())
                .as("9 and 10 were lost")
                .containsExactly("send 9-12");
        assertThat(toReceiverThatLosesEnds().ack(6).ack(10).timeout().ack(10).did())
                .as("all of the window was lost")
                .containsExactly("send 11-14");
    }

    @Test
    void sendsOnlyNewBlocksForAnAckInAWindowThatWentOutTwice() {
        TransferSteps steps = sending(windowOf(8)).ack(0).ack(3);

        assertThat(steps.did()).as("4 to 8 for the second time").containsExactly("send 4-11");
        assertThat(steps.ack(5).did()).as("6 to 11 are on their way").containsExactly("send 12-13");
        assertThat(steps.ack(13).did()).containsExactly("send 14-21");
        assertThat(steps.ack(20).did()).as("now it is a loss").containsExactly("send 21-28");
    }

    @Test
    void believesAnAckThatBreaksASilenceOnce() {
        TransferSteps steps = sending(windowOf(8)).ack(0).timeout();

        assertThat(steps.did()).containsExactly("send 1-8");
        assertThat(steps.ack(5).did()).as("6 to 8 were lost, maybe twice").containsExactly("send 6-13");
        assertThat(steps.ack(8).did()).as("an echo of the window sent before").containsExactly("send 14-16");
    }

    /** atftp's socket holds twelve blocks of 8 KiB, and it acknowledges old blocks: each ACK must not cause another round of them. */
    @Test
    void doesNotRepeatItselfToAReceiverThatAcknowledgesOldBlocks() {
        TransferSteps steps = sending(windowOf(16)).ack(0);
        CrowdedReceiver receiver = new CrowdedReceiver(12, 16);
        while (receiver.expected <= 2000) {
            steps.did().forEach(receiver::arrive);
            OptionalLong ack = receiver.nextAck();
            steps = ack.isPresent() ? steps.ack((int) ack.getAsLong()) : steps.timeout();
        }

        assertThat(receiver.sent)
                .as("blocks sent for 2000, of which a quarter is lost")
                .isLessThan(3200);
    }

    /** A receiver whose socket holds fewer blocks than the window, and which says so when a block comes that is not the next. */
    private static final class CrowdedReceiver {
        private final int room;
        private final int window;
        private final ArrayDeque<Long> waiting = new ArrayDeque<>();
        private long expected = 1;
        private long lastAck;
        private boolean gapTold;
        private long sent;

        CrowdedReceiver(int room, int window) {
            this.room = room;
            this.window = window;
        }

        /** Takes what fits of {@code send 1-16}. */
        void arrive(String order) {
            String[] range = order.substring("send ".length()).split("-", -1);
            for (long block = Long.parseLong(range[0]); block <= Long.parseLong(range[1]); block++) {
                sent++;
                if (waiting.size() < room) {
                    waiting.add(block);
                }
            }
        }

        /** Works blocks off until there is something to say. */
        OptionalLong nextAck() {
            while (!waiting.isEmpty()) {
                if (waiting.remove() == expected) {
                    expected++;
                    gapTold = false;
                    if (expected - 1 - lastAck == window) {
                        return acknowledged();
                    }
                } else if (!gapTold) {
                    gapTold = true;
                    return acknowledged();
                }
            }
            return OptionalLong.empty();
        }

        private OptionalLong acknowledged() {
            lastAck = expected - 1;
            return OptionalLong.of(lastAck);
        }
    }

    @Test
    void ignoresAcksOfBlocksThatWereNotSent() {
        TransferSteps steps = sending(windowOf(4)).ack(0);

        for (int number : new int[] {5, 6, 100, 32768, 65535}) {
            assertThat(steps.ack(number).did()).as("ACK %d", number).isEmpty();
            assertThat(steps.waits()).isEmpty();
        }
        assertThat(steps.ack(4).did()).containsExactly("send 5-8");
    }

    @Test
    void ignoresAcksBeforeTheOackIsAcknowledged() {
        assertThat(sending(windowOf(4)).ack(1).did()).isEmpty();
    }

    @Test
    void sendsAgainWithGrowingWaitsAndThenGivesUpWithoutAWord() {
        TransferSteps steps = sending(plain()).ack(1);
        long[] seconds = {2, 4, 8, 8, 8};

        for (long wait : seconds) {
            assertThat(steps.timeout().did()).containsExactly("send 2-2");
            assertThat(steps.waits()).containsExactly(Duration.ofSeconds(wait));
        }
        assertThat(steps.timeout().did()).isEmpty();
        assertThat(ending(steps)).isEqualTo(Ending.PEER_GONE);
    }

    @Test
    void sendsNoMoreThanThreePacketsToAnAddressThatNeverAnswers() {
        for (Terms terms : new Terms[] {plain(), windowOf(64)}) {
            TransferSteps steps = sending(terms);
            int packets = steps.did().size();
            while (!(steps.state() instanceof Ended)) {
                packets += steps.timeout().did().size();
            }
            assertThat(packets).isEqualTo(3);
        }
    }

    @Test
    void startsTheCountOfAttemptsAnewWithEveryProgress() {
        TransferSteps steps =
                sending(plain()).ack(1).timeout().timeout().timeout().ack(2);

        assertThat(steps.waits()).containsExactly(Duration.ofSeconds(1));
        assertThat(steps.timeout().waits()).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void countsAcrossTheEndOfTheNumbersEitherWay() {
        for (Rollover rollover : Rollover.values()) {
            TransferSteps steps = sending(terms(1, rollover, true)).ack(0);
            for (long block = 1; block <= 131_100; block++) {
                steps.ack(rollover.number(block));
                if (block % 65_000 < 600) {
                    assertThat(steps.did()).containsExactly("send " + (block + 1) + "-" + (block + 1));
                }
            }
            assertThat(((SendingTransfer) steps.state()).acked()).isEqualTo(131_100);
        }
    }

    @Test
    void endsWithoutAWordWhenThePeerSendsAnError() {
        for (int code : new int[] {0, 5, 8, 4711}) {
            TransferSteps steps = sending(windowOf(4)).ack(0).error(code);

            assertThat(steps.did()).isEmpty();
            assertThat(ending(steps)).isEqualTo(Ending.ENDED_BY_PEER);
        }
    }

    @Test
    void takesAnErrorInsteadOfAckZeroForAClientThatOnlyAsked() {
        assertThat(ending(sending(windowOf(1)).error(8))).isEqualTo(Ending.DECLINED);
    }

    @Test
    void tellsThePeerWhenTheStorageFails() {
        TransferSteps steps = sending(plain()).on(new Event.Failed(TftpError.UNDEFINED, "gone"));

        assertThat(steps.did()).containsExactly("ERROR 0");
        assertThat(ending(steps)).isEqualTo(Ending.FAILED);
    }

    @Test
    void ignoresPacketsThatBelongToNoReadTransfer() {
        TransferSteps steps = sending(plain());
        Transfer before = steps.state();

        steps.data(1, 8);
        steps.on(new Event.Received(new TftpPacket.OptionAck(Map.of())));
        steps.on(new Event.Received(new TftpPacket.ReadRequest("f", "octet", Map.of())));
        steps.on(new Event.Committed());

        assertThat(steps.did()).isEmpty();
        assertThat(steps.state()).isEqualTo(before);
    }

    @Test
    void doesNothingAfterItsEnd() {
        TransferSteps steps = sending(plain()).error(0);

        assertThat(steps.ack(1).did()).isEmpty();
        assertThat(steps.timeout().did()).isEmpty();
        assertThat(steps.on(new Event.Received(new TftpPacket.Data(1, ByteBuffer.allocate(0))))
                        .did())
                .isEmpty();
        assertThat(ending(steps)).isEqualTo(Ending.ENDED_BY_PEER);
    }
}
