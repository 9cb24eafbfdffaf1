package dev.filegate.tftp;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Where the events of one transfer are worked off, one at a time. Thread hand-offs are what a packet costs most, so a transfer whose
 * storage does not make anybody wait is worked off where its packets arrive; any other gets a lane of its own that may block.
 */
interface Lane {
    /** Works something off, at once or soon. Called from anywhere. */
    void run(Runnable task);

    /** Works a packet off. Called on the port's thread; the packet is only valid until this returns. May drop it, as the network may. */
    void receive(TftpPacket packet, Consumer<TftpPacket> worker);

    /** On the port's own thread. */
    record OnPort(DatagramPort port) implements Lane {
        @Override
        public void run(Runnable task) {
            port.execute(task);
        }

        @Override
        public void receive(TftpPacket packet, Consumer<TftpPacket> worker) {
            worker.accept(packet);
        }
    }

    /** On a virtual thread that lives as long as there is something to do. */
    final class OnVirtualThread implements Lane {
        private final int mostPackets;
        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicInteger packets = new AtomicInteger();

        /** @param mostPackets how many packets may wait before more are dropped */
        OnVirtualThread(int mostPackets) {
            this.mostPackets = mostPackets;
        }

        @Override
        public void run(Runnable task) {
            tasks.add(task);
            if (waiting.getAndIncrement() == 0) {
                Thread.ofVirtual().name("tftp-transfer").start(this::workOff);
            }
        }

        @Override
        public void receive(TftpPacket packet, Consumer<TftpPacket> worker) {
            if (packets.get() >= mostPackets) {
                return;
            }
            packets.incrementAndGet();
            TftpPacket kept = kept(packet);
            run(() -> {
                packets.decrementAndGet();
                worker.accept(kept);
            });
        }

        private void workOff() {
            do {
                Runnable task = tasks.poll();
                if (task != null) {
                    task.run();
                }
            } while (waiting.decrementAndGet() > 0);
        }

        private static TftpPacket kept(TftpPacket packet) {
            if (!(packet instanceof TftpPacket.Data(int number, ByteBuffer payload))) {
                return packet;
            }
            ByteBuffer copy = ByteBuffer.allocate(payload.remaining());
            return new TftpPacket.Data(number, copy.put(payload).flip());
        }
    }
}
