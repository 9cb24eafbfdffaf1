package dev.filegate.tftp;

import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.WritableFile;
import java.util.OptionalLong;

/** A file that was opened for a request, before it is settled how it travels. */
sealed interface OpenFile {
    /** What {@code tsize} is answered with; empty when it is left out. */
    OptionalLong size();

    /** Whether reading or writing it may make the caller wait. */
    boolean waits();

    /** What will arrive at the transfer's port under these terms. */
    DatagramPorts.Room room(Terms terms);

    /** The terms as this port can keep them; a shared port has other transfers' packets to hold too. */
    Terms bounded(Terms terms, DatagramPort port, boolean shared);

    /** Gets it ready to travel. */
    Cargo load(Terms terms);

    /** Gives it back without a transfer. */
    void release();

    /** For a read request. */
    record ToSend(ReadableFile file, TftpMode mode, boolean waits) implements OpenFile {
        /** Text grows while it travels, by how much is only known at the end (RFC 2349 speaks of octets). */
        @Override
        public OptionalLong size() {
            return mode == TftpMode.OCTET ? OptionalLong.of(file.size()) : OptionalLong.empty();
        }

        @Override
        public DatagramPorts.Room room(Terms terms) {
            return new DatagramPorts.Room(0, 1);
        }

        @Override
        public Terms bounded(Terms terms, DatagramPort port, boolean shared) {
            return terms;
        }

        @Override
        public Cargo load(Terms terms) {
            return Cargo.Download.of(file, mode, terms);
        }

        @Override
        public void release() {
            file.close();
        }
    }

    /**
     * For a write request.
     *
     * @param size what the client announced
     */
    record ToReceive(WritableFile file, TftpMode mode, long maxSize, OptionalLong size, boolean waits)
            implements OpenFile {
        /** How much of a shared port's buffer one transfer may count on. */
        private static final int SHARE = 4;

        @Override
        public DatagramPorts.Room room(Terms terms) {
            return new DatagramPorts.Room(terms.blockSize(), terms.window());
        }

        @Override
        public Terms bounded(Terms terms, DatagramPort port, boolean shared) {
            int room = port.receiveRoom(terms.blockSize());
            return terms.withWindowUpTo(Math.max(1, shared ? room / SHARE : room));
        }

        @Override
        public Cargo load(Terms terms) {
            return Cargo.Upload.of(file, mode, maxSize);
        }

        @Override
        public void release() {
            file.discard();
            file.close();
        }
    }
}
