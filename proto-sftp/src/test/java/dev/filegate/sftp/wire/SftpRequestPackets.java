package dev.filegate.sftp.wire;

import dev.filegate.core.path.NameCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Requests as a client writes them, byte for byte and without any code of the decoder. */
public final class SftpRequestPackets {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private SftpRequestPackets() {}

    public static SftpRequestPackets packet(int type) {
        return new SftpRequestPackets().octet(type);
    }

    public static SftpRequestPackets packet(int type, int id) {
        return packet(type).number(id);
    }

    public static SftpRequestPackets extended(int id, String name) {
        return packet(200, id).text(name);
    }

    public SftpRequestPackets octet(int value) {
        return write(() -> out.writeByte(value));
    }

    public SftpRequestPackets number(int value) {
        return write(() -> out.writeInt(value));
    }

    public SftpRequestPackets big(long value) {
        return write(() -> out.writeLong(value));
    }

    public SftpRequestPackets text(String text) {
        return string(NameCodec.encode(text));
    }

    public SftpRequestPackets ascii(String text) {
        return string(text.getBytes(StandardCharsets.US_ASCII));
    }

    public SftpRequestPackets string(byte[] content) {
        number(content.length);
        return write(() -> out.write(content));
    }

    public SftpRequestPackets handle(int handle) {
        number(Integer.BYTES);
        return number(handle);
    }

    /** The packet with its length in front. */
    public byte[] framed() {
        byte[] content = bytes.toByteArray();
        return new SftpRequestPackets().number(content.length).raw(content);
    }

    /** The packet without its length. */
    public byte[] content() {
        return bytes.toByteArray();
    }

    /** The packet without its first {@code skipped} bytes. */
    public byte[] contentAfter(int skipped) {
        return java.util.Arrays.copyOfRange(content(), skipped, content().length);
    }

    private byte[] raw(byte[] content) {
        write(() -> out.write(content));
        return bytes.toByteArray();
    }

    private SftpRequestPackets write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
