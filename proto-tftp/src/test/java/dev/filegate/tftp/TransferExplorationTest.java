package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.tftp.Transfer.Action;
import dev.filegate.tftp.Transfer.Ended;
import dev.filegate.tftp.Transfer.Ending;
import dev.filegate.tftp.Transfer.Event;
import dev.filegate.tftp.Transfer.Step;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Connects a sending and a receiving transfer by a network that may lose, double and reorder packets and make timers fire too early, and
 * tries every way in which that can happen up to a number of faults. Whatever happened, the file must arrive once, whole and in order,
 * and both sides must know it.
 */
class TransferExplorationTest {
    private static final int BLOCK = TransferSteps.BLOCK;

    /** Everything there is at one moment; equal worlds need to be looked at only once. */
    private record World(
            Transfer sender,
            Transfer receiver,
            List<TftpPacket> toSender,
            List<TftpPacket> toReceiver,
            List<Byte> stored,
            boolean committed,
            int faults) {}

    private final List<World> ends = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"1, 0, 2", "1, 3, 2", "2, 4, 2", "3, 5, 2", "4, 3, 2", "4, 6, 2"})
    void theFileArrivesThoughTheNetworkFails(int window, int fullBlocks, int faults) {
        explore(window, fullBlocks, faults);

        assertThat(ends).isNotEmpty().allSatisfy(end -> {
            assertThat(end.committed()).isTrue();
            assertThat(end.stored()).isEqualTo(content(fullBlocks));
            assertThat(((Ended) end.receiver()).ending()).isEqualTo(Ending.COMPLETE);
            assertThat(((Ended) end.sender()).ending()).isEqualTo(Ending.COMPLETE);
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 4", "2, 2, 3", "3, 4, 3"})
    void aFileThatArrivesIsWholeHoweverBadTheNetworkIs(int window, int fullBlocks, int faults) {
        explore(window, fullBlocks, faults);

        assertThat(ends).isNotEmpty().allSatisfy(end -> {
            assertThat(((Ended) end.receiver()).ending() == Ending.COMPLETE).isEqualTo(end.committed());
            if (end.committed()) {
                assertThat(end.stored()).isEqualTo(content(fullBlocks));
            }
            if (((Ended) end.sender()).ending() == Ending.COMPLETE) {
                assertThat(end.committed()).isTrue();
            }
        });
    }

    private void explore(int window, int fullBlocks, int faults) {
        Terms terms = window == 1 ? TransferSteps.plain() : TransferSteps.windowOf(window);
        World first = start(terms, fullBlocks, faults);
        Set<World> seen = new HashSet<>(Set.of(first));
        Deque<World> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            World world = open.removeLast();
            for (World next : successors(world, fullBlocks)) {
                if (seen.add(next)) {
                    open.addLast(next);
                }
            }
        }
    }

    /** The receiver's first answer is what the client would wait for; here the sender begins as it does for a read request. */
    private static World start(Terms terms, int fullBlocks, int faults) {
        Step sender = SendingTransfer.begin(terms);
        Step receiver = ReceivingTransfer.begin(terms);
        World world = new World(sender.next(), receiver.next(), List.of(), List.of(), List.of(), false, faults);
        return applySender(world, sender, fullBlocks);
    }

    private List<World> successors(World world, int fullBlocks) {
        List<World> next = new ArrayList<>();
        boolean senderOver = world.sender() instanceof Ended;
        boolean receiverOver = world.receiver() instanceof Ended;
        boolean quiet = world.toSender().isEmpty() && world.toReceiver().isEmpty();
        if (senderOver && receiverOver && quiet) {
            ends.add(world);
            return next;
        }
        deliveries(world, fullBlocks, next);
        if (!senderOver && (quiet ? isDue(world.sender(), world.receiver()) : world.faults() > 0)) {
            next.add(applySender(spend(world, quiet), world.sender().on(new Event.TimedOut()), fullBlocks));
        }
        // A receiver that dallies waits longer than a sender does for its last ACK.
        boolean patient = world.committed() && !senderOver;
        if (!receiverOver && !patient && (quiet ? isDue(world.receiver(), world.sender()) : world.faults() > 0)) {
            next.add(applyReceiver(spend(world, quiet), world.receiver().on(new Event.TimedOut())));
        }
        return next;
    }

    /** Both sides' clocks run alike: nobody waits for the third time while the other has not waited once. */
    private static boolean isDue(Transfer mine, Transfer others) {
        return others instanceof Ended || attempt(mine) <= attempt(others);
    }

    private static int attempt(Transfer transfer) {
        return switch (transfer) {
            case SendingTransfer sending -> sending.attempt();
            case ReceivingTransfer receiving -> receiving.settled() ? Integer.MAX_VALUE : receiving.attempt();
            case Ended _ -> Integer.MAX_VALUE;
        };
    }

    private static void deliveries(World world, int fullBlocks, List<World> next) {
        for (int i = 0; i < world.toReceiver().size() && (i == 0 || world.faults() > 0); i++) {
            TftpPacket packet = world.toReceiver().get(i);
            World taken = spend(withToReceiver(world, without(world.toReceiver(), i)), i == 0);
            next.add(deliverToReceiver(taken, packet));
            if (world.faults() > 0 && i == 0) {
                next.add(spend(taken, false));
                next.add(deliverToReceiver(spend(world, false), packet));
            }
        }
        for (int i = 0; i < world.toSender().size() && (i == 0 || world.faults() > 0); i++) {
            TftpPacket packet = world.toSender().get(i);
            World taken = spend(withToSender(world, without(world.toSender(), i)), i == 0);
            next.add(deliverToSender(taken, packet, fullBlocks));
            if (world.faults() > 0 && i == 0) {
                next.add(spend(taken, false));
                next.add(deliverToSender(spend(world, false), packet, fullBlocks));
            }
        }
    }

    /** An OACK of the sender is answered by the client side, which no transfer of ours plays: ACK 0. */
    private static World deliverToReceiver(World world, TftpPacket packet) {
        if (packet instanceof TftpPacket.OptionAck) {
            return withToSender(world, with(world.toSender(), new TftpPacket.Ack(0)));
        }
        return applyReceiver(world, world.receiver().on(new Event.Received(packet)));
    }

    private static World deliverToSender(World world, TftpPacket packet, int fullBlocks) {
        return applySender(world, world.sender().on(new Event.Received(packet)), fullBlocks);
    }

    private static World applySender(World world, Step step, int fullBlocks) {
        Transfer sender = step.next();
        List<TftpPacket> sent = new ArrayList<>(world.toReceiver());
        for (Action action : step.actions()) {
            switch (action) {
                case Action.Send(TftpPacket packet) -> sent.add(packet);
                case Action.SendBlocks(long first, long last) -> {
                    for (long block = first; block <= Math.min(last, fullBlocks + 1); block++) {
                        sent.add(block(block, fullBlocks));
                    }
                    if (last >= fullBlocks + 1) {
                        sender = sender.on(new Event.EndReached(fullBlocks + 1)).next();
                    }
                }
                case Action.Await _, Action.AwaitUsual _ -> {}
                case Action.Store _, Action.Commit _ -> throw new AssertionError("a sender stores nothing");
            }
        }
        return new World(
                sender,
                world.receiver(),
                world.toSender(),
                List.copyOf(sent),
                world.stored(),
                world.committed(),
                world.faults());
    }

    private static World applyReceiver(World world, Step step) {
        List<TftpPacket> sent = new ArrayList<>(world.toSender());
        List<Byte> stored = new ArrayList<>(world.stored());
        Transfer receiver = step.next();
        boolean commits = false;
        for (Action action : step.actions()) {
            switch (action) {
                case Action.Send(TftpPacket packet) -> {
                    // The OACK of a write request, which the sender's side has no use for.
                    if (packet instanceof TftpPacket.Ack) {
                        sent.add(packet);
                    }
                }
                case Action.Store(ByteBuffer payload) -> {
                    for (int i = payload.position(); i < payload.limit(); i++) {
                        stored.add(payload.get(i));
                    }
                }
                case Action.Commit _ -> commits = true;
                case Action.Await _, Action.AwaitUsual _ -> {}
                case Action.SendBlocks _ -> throw new AssertionError("a receiver sends no blocks");
            }
        }
        World next = new World(
                world.sender(),
                receiver,
                List.copyOf(sent),
                world.toReceiver(),
                List.copyOf(stored),
                world.committed() || commits,
                world.faults());
        return commits ? applyReceiver(next, receiver.on(new Event.Committed())) : next;
    }

    private static TftpPacket.Data block(long block, int fullBlocks) {
        byte[] payload = new byte[block <= fullBlocks ? BLOCK : 3];
        java.util.Arrays.fill(payload, (byte) block);
        return new TftpPacket.Data((int) block, ByteBuffer.wrap(payload));
    }

    private static List<Byte> content(int fullBlocks) {
        List<Byte> content = new ArrayList<>();
        for (int block = 1; block <= fullBlocks + 1; block++) {
            ByteBuffer payload = block(block, fullBlocks).payload();
            while (payload.hasRemaining()) {
                content.add(payload.get());
            }
        }
        return content;
    }

    private static World spend(World world, boolean free) {
        return free
                ? world
                : new World(
                        world.sender(),
                        world.receiver(),
                        world.toSender(),
                        world.toReceiver(),
                        world.stored(),
                        world.committed(),
                        world.faults() - 1);
    }

    private static World withToSender(World world, List<TftpPacket> packets) {
        return new World(
                world.sender(),
                world.receiver(),
                packets,
                world.toReceiver(),
                world.stored(),
                world.committed(),
                world.faults());
    }

    private static World withToReceiver(World world, List<TftpPacket> packets) {
        return new World(
                world.sender(),
                world.receiver(),
                world.toSender(),
                packets,
                world.stored(),
                world.committed(),
                world.faults());
    }

    private static List<TftpPacket> without(List<TftpPacket> packets, int index) {
        List<TftpPacket> rest = new ArrayList<>(packets);
        rest.remove(index);
        return List.copyOf(rest);
    }

    private static List<TftpPacket> with(List<TftpPacket> packets, TftpPacket packet) {
        List<TftpPacket> more = new ArrayList<>(packets);
        more.add(packet);
        return List.copyOf(more);
    }
}
