package dev.filegate.tftp;

import dev.filegate.tftp.Transfer.Action;
import dev.filegate.tftp.Transfer.Event;
import dev.filegate.tftp.Transfer.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a transfer from event to event and keeps what the last one made it do. */
final class TransferSteps {
    static final int BLOCK = 8;

    private Step last;

    private TransferSteps(Step first) {
        last = first;
    }

    static TransferSteps sending(Terms terms) {
        return new TransferSteps(SendingTransfer.begin(terms));
    }

    static TransferSteps receiving(Terms terms) {
        return new TransferSteps(ReceivingTransfer.begin(terms));
    }

    /** Blocks of eight bytes; with a window above 1 or {@code tsize} there is an OACK. */
    static Terms terms(int window, Rollover rollover, boolean options) {
        Map<String, String> answers = new LinkedHashMap<>();
        if (options) {
            answers.put("blksize", Integer.toString(BLOCK));
            answers.put("windowsize", Integer.toString(window));
        }
        return new Terms(BLOCK, window, Duration.ofSeconds(1), 5, rollover, answers);
    }

    static Terms plain() {
        return terms(1, Rollover.TO_ZERO, false);
    }

    static Terms windowOf(int window) {
        return terms(window, Rollover.TO_ZERO, true);
    }

    TransferSteps on(Event event) {
        last = last.next().on(event);
        return this;
    }

    TransferSteps ack(int number) {
        return on(new Event.Received(new TftpPacket.Ack(number)));
    }

    TransferSteps data(int number, int size) {
        return on(new Event.Received(new TftpPacket.Data(number, ByteBuffer.allocate(size))));
    }

    /** Full blocks, one after the other. */
    TransferSteps blocks(int first, int lastNumber) {
        for (int number = first; number <= lastNumber; number++) {
            data(number, BLOCK);
        }
        return this;
    }

    TransferSteps error(int code) {
        return on(new Event.Received(new TftpPacket.ErrorPacket(code, "no")));
    }

    TransferSteps timeout() {
        return on(new Event.TimedOut());
    }

    TransferSteps end(long block) {
        return on(new Event.EndReached(block));
    }

    boolean settled() {
        return last.next().settled();
    }

    Transfer state() {
        return last.next();
    }

    /** What the last event made it do, in words: {@code send 1-4}, {@code ACK 3}, {@code OACK}, {@code ERROR 2}, {@code store}, {@code commit}. */
    List<String> did() {
        List<String> words = new ArrayList<>();
        for (Action action : last.actions()) {
            switch (action) {
                case Action.Send(TftpPacket packet) -> words.add(word(packet));
                case Action.SendBlocks(long first, long to) -> words.add("send " + first + "-" + to);
                case Action.Store _ -> words.add("store");
                case Action.Commit _ -> words.add("commit");
                case Action.Await _, Action.AwaitUsual _ -> {}
            }
        }
        return words;
    }

    /** How long the last event made it wait; empty if it did not set the time. */
    List<Duration> waits() {
        List<Duration> waits = new ArrayList<>();
        for (Action action : last.actions()) {
            if (action instanceof Action.Await(Duration time)) {
                waits.add(time);
            }
        }
        return waits;
    }

    /** How long it made it wait at most for a peer that usually answers sooner. */
    List<Duration> waitsUsual() {
        List<Duration> waits = new ArrayList<>();
        for (Action action : last.actions()) {
            if (action instanceof Action.AwaitUsual(Duration most)) {
                waits.add(most);
            }
        }
        return waits;
    }

    private static String word(TftpPacket packet) {
        return switch (packet) {
            case TftpPacket.Ack(int number) -> "ACK " + number;
            case TftpPacket.ErrorPacket(int code, String _) -> "ERROR " + code;
            case TftpPacket.OptionAck _ -> "OACK";
            case TftpPacket.Data(int number, ByteBuffer _) -> "DATA " + number;
            case TftpPacket.Request _ -> throw new AssertionError("a server sends no requests");
        };
    }
}
