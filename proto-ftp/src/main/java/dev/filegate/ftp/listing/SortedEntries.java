package dev.filegate.ftp.listing;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.storage.FileInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Holds back the entries of one directory to hand them on in the order {@code -t} (newest first), {@code -S} (largest first) or
 * {@code -r} (the other way round) asks for. Memory is bounded: a directory of more than {@value #MAX_HELD} entries comes in the
 * storage's order.
 */
final class SortedEntries implements EntryTarget {
    static final int MAX_HELD = 10_000;

    private static final Comparator<Held> BY_NAME =
            (left, right) -> NameCodec.compareByCodePoint(left.shown(), right.shown());

    private final EntryTarget next;
    private final Comparator<Held> order;
    private final List<Held> held = new ArrayList<>();
    private boolean givenUp;

    SortedEntries(EntryTarget next, ListArguments arguments) {
        this.next = next;
        this.order = order(arguments);
    }

    private static Comparator<Held> order(ListArguments arguments) {
        Comparator<Held> order = BY_NAME;
        if (arguments.has(ListArguments.Option.BY_SIZE)) {
            order = Comparator.comparingLong((Held h) -> h.info().size())
                    .reversed()
                    .thenComparing(BY_NAME);
        } else if (arguments.has(ListArguments.Option.BY_TIME)) {
            order = Comparator.comparing((Held h) -> h.info().modified())
                    .reversed()
                    .thenComparing(BY_NAME);
        }
        return arguments.has(ListArguments.Option.REVERSED) ? order.reversed() : order;
    }

    @Override
    public void accept(String shown, FileInfo info) throws IOException {
        if (!givenUp && held.size() == MAX_HELD) {
            givenUp = true;
            release();
        }
        if (givenUp) {
            next.accept(shown, info);
        } else {
            held.add(new Held(shown, info));
        }
    }

    /** The directory is at its end: hands on what was held back. */
    void finish() throws IOException {
        held.sort(order);
        release();
    }

    private void release() throws IOException {
        for (Held entry : held) {
            next.accept(entry.shown(), entry.info());
        }
        held.clear();
    }

    private record Held(String shown, FileInfo info) {}
}
