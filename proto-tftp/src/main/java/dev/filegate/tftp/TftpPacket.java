package dev.filegate.tftp;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A packet of RFC 1350 and RFC 2347: the whole vocabulary. */
public sealed interface TftpPacket {
    /** The number in the first two bytes. */
    Opcode opcode();

    /** Kinds of packets and their numbers (RFC 1350 section 5, RFC 2347). */
    enum Opcode {
        RRQ(1),
        WRQ(2),
        DATA(3),
        ACK(4),
        ERROR(5),
        OACK(6);

        private final int number;

        Opcode(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    /** What begins a transfer. */
    sealed interface Request extends TftpPacket {
        /** The name as the client wrote it; bytes that are not UTF-8 are carried as {@link dev.filegate.core.path.NameCodec} does. May be empty. */
        String name();

        /** The word for the mode as the client wrote it: {@link TftpMode#of} knows what it means. */
        String mode();

        /** Names as the client wrote them, in its order; of an option given twice (which RFC 2347 forbids) only the first. */
        Map<String, String> options();

        /** An option, in any mixture of upper and lower case, with its value. */
        default Optional<Map.Entry<String, String>> asked(TftpOption option) {
            return options().entrySet().stream()
                    .filter(asked -> asked.getKey().equalsIgnoreCase(option.word()))
                    .findFirst();
        }
    }

    /** Asks for a file. */
    record ReadRequest(String name, String mode, Map<String, String> options) implements Request {
        public ReadRequest {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        @Override
        public Opcode opcode() {
            return Opcode.RRQ;
        }
    }

    /** Asks to take a file. */
    record WriteRequest(String name, String mode, Map<String, String> options) implements Request {
        public WriteRequest {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        @Override
        public Opcode opcode() {
            return Opcode.WRQ;
        }
    }

    /**
     * A block of a file.
     *
     * @param number 0 to 65535
     * @param payload from its position to its limit; a packet that was received is only valid until its receiver returns
     */
    record Data(int number, ByteBuffer payload) implements TftpPacket {
        @Override
        public Opcode opcode() {
            return Opcode.DATA;
        }
    }

    /** @param number 0 to 65535 */
    record Ack(int number) implements TftpPacket {
        @Override
        public Opcode opcode() {
            return Opcode.ACK;
        }
    }

    /** @param code as it was on the wire, which may be a number that nobody defined */
    record ErrorPacket(int code, String message) implements TftpPacket {
        public ErrorPacket(TftpError error, String message) {
            this(error.code(), message);
        }

        @Override
        public Opcode opcode() {
            return Opcode.ERROR;
        }
    }

    /** The options that are accepted, with the values that hold (RFC 2347). */
    record OptionAck(Map<String, String> options) implements TftpPacket {
        public OptionAck {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        @Override
        public Opcode opcode() {
            return Opcode.OACK;
        }
    }
}
