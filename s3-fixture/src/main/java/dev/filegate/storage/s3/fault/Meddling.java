package dev.filegate.storage.s3.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Passes a body on and does one thing to it at one position. Used by one thread. */
final class Meddling {
    private final Kind kind;
    private final long at;
    private final Pause pause;
    private long position;

    private Meddling(Kind kind, long at, Pause pause) {
        this.kind = kind;
        this.at = at;
        this.pause = pause;
    }

    private enum Kind {
        NOTHING,
        RESET,
        END,
        FLIP,
        WAIT
    }

    /** A wait that the proxy's closing ends. */
    @FunctionalInterface
    interface Pause {
        void await() throws IOException;

        static Pause none() {
            return () -> {};
        }
    }

    /** Ends the exchange: with a reset, or in an orderly way. */
    static final class Cut extends IOException {
        private static final long serialVersionUID = 1L;
        private final boolean reset;

        Cut(boolean reset) {
            super("cut on purpose");
            this.reset = reset;
        }

        boolean isReset() {
            return reset;
        }
    }

    /** What the fault does to what the client sends. */
    static Meddling withRequest(Fault fault) {
        return switch (fault) {
            case Fault.ResetWhileSending(long after) -> new Meddling(Kind.RESET, after, Pause.none());
            case Fault.CorruptedSending(long where) -> new Meddling(Kind.FLIP, where, Pause.none());
            case Fault.None _,
                    Fault.Answer _,
                    Fault.ResetWhileReceiving _,
                    Fault.Truncated _,
                    Fault.CorruptedReceiving _,
                    Fault.LostAnswer _,
                    Fault.StalledAnswer _,
                    Fault.StalledReceiving _,
                    Fault.HiddenAbsence _ -> new Meddling(Kind.NOTHING, 0, Pause.none());
        };
    }

    /** What the fault does to what the store answers. */
    static Meddling withAnswer(Fault fault, Waiting waiting) {
        return switch (fault) {
            case Fault.ResetWhileReceiving(long after) -> new Meddling(Kind.RESET, after, Pause.none());
            case Fault.Truncated(long after) -> new Meddling(Kind.END, after, Pause.none());
            case Fault.CorruptedReceiving(long where) -> new Meddling(Kind.FLIP, where, Pause.none());
            case Fault.StalledReceiving(long after, Duration time) ->
                new Meddling(Kind.WAIT, after, () -> waiting.await(time));
            case Fault.None _,
                    Fault.Answer _,
                    Fault.ResetWhileSending _,
                    Fault.CorruptedSending _,
                    Fault.LostAnswer _,
                    Fault.StalledAnswer _,
                    Fault.HiddenAbsence _ -> new Meddling(Kind.NOTHING, 0, Pause.none());
        };
    }

    /** How the proxy waits. */
    @FunctionalInterface
    interface Waiting {
        void await(Duration time) throws IOException;
    }

    /** Passes bytes on; those before the position always get through. */
    void pass(byte[] bytes, int length, OutputStream out) throws IOException {
        boolean here = kind != Kind.NOTHING && at >= position && at < position + length;
        int head = here ? (int) (at - position) : length;
        out.write(bytes, 0, head);
        position += length;
        if (here) {
            out.flush();
            meddle(bytes, head);
            out.write(bytes, head, length - head);
        }
    }

    private void meddle(byte[] bytes, int index) throws IOException {
        switch (kind) {
            case RESET -> throw new Cut(true);
            case END -> throw new Cut(false);
            case FLIP -> bytes[index] ^= 1;
            case WAIT -> pause.await();
            case NOTHING -> {}
        }
    }
}
