package dev.filegate.tftp.wire;

import dev.filegate.core.path.NameCodec;
import dev.filegate.tftp.TftpPacket;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bytes ↔ packets (RFC 1350 section 5, RFC 2347). Strict where a mistake would have to be guessed at, lenient where clients are known
 * to differ: words are read in any case, an ERROR without its final NUL is an ERROR, zeros that pad a request are dropped, and bytes
 * after an ACK are not looked at.
 */
final class TftpCodec {
    /** Bytes in front of the payload of a DATA packet. */
    static final int DATA_HEADER = 4;

    /** The longest request that is read. RFC 2347 allows 512 bytes; a name of that length with all options needs some more. */
    static final int MAX_REQUEST = 1024;

    private static final int MAX_NAME = 512;
    private static final int MAX_MODE = 16;
    private static final int MAX_OPTIONS = 32;
    private static final int MAX_OPTION = 128;
    private static final int MAX_MESSAGE = 512;

    private TftpCodec() {}

    /**
     * Reads the packet that is between reader and writer index.
     *
     * @return a packet that is valid as long as {@code bytes} is
     */
    static TftpPacket decode(ByteBuf bytes) throws MalformedPacketException {
        int length = bytes.readableBytes();
        if (length < DATA_HEADER) {
            throw new MalformedPacketException("packets have at least 4 bytes, this one has " + length);
        }
        int opcode = bytes.readUnsignedShort();
        return switch (opcode) {
            case 1 -> {
                Request request = request(bytes);
                yield new TftpPacket.ReadRequest(request.name, request.mode, request.options);
            }
            case 2 -> {
                Request request = request(bytes);
                yield new TftpPacket.WriteRequest(request.name, request.mode, request.options);
            }
            case 3 -> data(bytes);
            case 4 -> new TftpPacket.Ack(bytes.readUnsignedShort());
            case 5 -> new TftpPacket.ErrorPacket(bytes.readUnsignedShort(), message(bytes));
            case 6 -> new TftpPacket.OptionAck(options(bytes));
            default -> throw new MalformedPacketException("there is no operation " + opcode);
        };
    }

    /** Appends a packet. */
    static void encode(TftpPacket packet, ByteBuf to) {
        to.writeShort(packet.opcode().number());
        switch (packet) {
            case TftpPacket.Request request -> {
                writeString(request.name(), to);
                writeString(request.mode(), to);
                writeOptions(request.options(), to);
            }
            case TftpPacket.Data(int number, var payload) -> {
                to.writeShort(number);
                to.writeBytes(payload.duplicate());
            }
            case TftpPacket.Ack(int number) -> to.writeShort(number);
            case TftpPacket.ErrorPacket(int code, String message) -> {
                to.writeShort(code);
                writeString(shortened(message), to);
            }
            case TftpPacket.OptionAck(Map<String, String> options) -> writeOptions(options, to);
        }
    }

    private static TftpPacket data(ByteBuf bytes) {
        int number = bytes.readUnsignedShort();
        return new TftpPacket.Data(number, bytes.nioBuffer());
    }

    private record Request(String name, String mode, Map<String, String> options) {}

    private static Request request(ByteBuf bytes) throws MalformedPacketException {
        if (bytes.readableBytes() > MAX_REQUEST) {
            throw new MalformedPacketException("requests have at most " + MAX_REQUEST + " bytes");
        }
        String name = string(bytes, MAX_NAME, "file name");
        String mode = string(bytes, MAX_MODE, "mode");
        return new Request(name, mode, options(bytes));
    }

    private static Map<String, String> options(ByteBuf bytes) throws MalformedPacketException {
        Map<String, String> options = new LinkedHashMap<>();
        while (bytes.isReadable() && !isPadding(bytes)) {
            String option = string(bytes, MAX_OPTION, "option");
            String value = string(bytes, MAX_OPTION, "value of an option");
            if (!option.isEmpty() && options.keySet().stream().noneMatch(option::equalsIgnoreCase)) {
                options.put(option, value);
            }
            if (options.size() > MAX_OPTIONS) {
                throw new MalformedPacketException("more than " + MAX_OPTIONS + " options");
            }
        }
        return options;
    }

    private static boolean isPadding(ByteBuf bytes) {
        for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
            if (bytes.getByte(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String string(ByteBuf bytes, int most, String what) throws MalformedPacketException {
        int length = bytes.bytesBefore((byte) 0);
        if (length < 0) {
            throw new MalformedPacketException("the " + what + " has no end");
        }
        if (length > most) {
            throw new MalformedPacketException("the " + what + " is longer than " + most + " bytes");
        }
        byte[] text = new byte[length];
        bytes.readBytes(text);
        bytes.skipBytes(1);
        return NameCodec.decode(text);
    }

    /** The text of an ERROR, for logs: as much of it as makes sense. */
    private static String message(ByteBuf bytes) {
        int end = bytes.bytesBefore((byte) 0);
        int length = Math.min(end < 0 ? bytes.readableBytes() : end, MAX_MESSAGE);
        byte[] text = new byte[length];
        bytes.readBytes(text);
        return NameCodec.printable(NameCodec.decode(text));
    }

    private static void writeOptions(Map<String, String> options, ByteBuf to) {
        options.forEach((option, value) -> {
            writeString(option, to);
            writeString(value, to);
        });
    }

    private static void writeString(String text, ByteBuf to) {
        to.writeBytes(NameCodec.encode(text));
        to.writeByte(0);
    }

    /** A message that fits into 512 bytes with its header, whatever it says; a character that is cut in two is left out. */
    private static String shortened(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return bytes.length < MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE / 4);
    }
}
