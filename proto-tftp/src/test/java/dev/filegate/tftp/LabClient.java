package dev.filegate.tftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A TFTP client written from the standards alone, sharing no code with the server: windows, options, rollover, lost and doubled packets.
 * Also sends what no client should.
 */
final class LabClient implements AutoCloseable {
    private static final int RETRIES = 40;

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final int timeoutMillis;
    private InetSocketAddress peer;
    private Map<String, String> granted = Map.of();
    private boolean dallies;

    /** The server said no. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final int code;

        Refused(int code, String message) {
            super("error " + code + ": " + message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    LabClient(InetSocketAddress server) throws IOException {
        this(server, 100);
    }

    LabClient(InetSocketAddress server, int timeoutMillis) throws IOException {
        this(server, timeoutMillis, InetAddress.getLoopbackAddress());
    }

    /** From a local address other than loopback. */
    LabClient(InetSocketAddress server, InetAddress from) throws IOException {
        this(server, 100, from);
    }

    private LabClient(InetSocketAddress server, int timeoutMillis, InetAddress from) throws IOException {
        this.socket = new DatagramSocket(0, from);
        this.socket.setReceiveBufferSize(4 << 20);
        this.server = server;
        this.peer = server;
        this.timeoutMillis = timeoutMillis;
    }

    /** Stays after a download to repeat its last ACK, as RFC 1350 section 6 asks; needed only where packets get lost. */
    LabClient dallying() {
        dallies = true;
        return this;
    }

    Map<String, String> granted() {
        return granted;
    }

    InetSocketAddress peer() {
        return peer;
    }

    int localPort() {
        return socket.getLocalPort();
    }

    static byte[] request(int opcode, String name, String mode, Map<String, String> options) {
        StringBuilder text = new StringBuilder();
        text.append('\0')
                .append((char) opcode)
                .append(name)
                .append('\0')
                .append(mode)
                .append('\0');
        options.forEach((option, value) ->
                text.append(option).append('\0').append(value).append('\0'));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] ack(int number) {
        return new byte[] {0, 4, (byte) (number >> 8), (byte) number};
    }

    static byte[] data(int number, byte[] payload) {
        byte[] packet = Arrays.copyOf(new byte[] {0, 3, (byte) (number >> 8), (byte) number}, 4 + payload.length);
        System.arraycopy(payload, 0, packet, 4, payload.length);
        return packet;
    }

    void send(byte[] packet) throws IOException {
        sendTo(packet, peer);
    }

    void sendTo(byte[] packet, InetSocketAddress to) throws IOException {
        socket.send(new DatagramPacket(packet, packet.length, to));
    }

    /** The next packet from anywhere. */
    byte[] receive(int millis) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[66_000], 66_000);
        socket.setSoTimeout(millis);
        socket.receive(packet);
        lastSender = new InetSocketAddress(packet.getAddress(), packet.getPort());
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private InetSocketAddress lastSender = new InetSocketAddress(0);

    /** Waits for the answer to a request and takes its sender for the peer. */
    byte[] answer(int millis) throws IOException {
        byte[] packet = receive(millis);
        peer = lastSender;
        return packet;
    }

    /** Whether nothing comes for that long. */
    boolean hearsNothing(int millis) throws IOException {
        try {
            receive(millis);
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    static int opcode(byte[] packet) {
        return packet[1];
    }

    static int number(byte[] packet) {
        return ((packet[2] & 0xFF) << 8) | (packet[3] & 0xFF);
    }

    private static IOException refusal(byte[] packet) {
        return new Refused(
                number(packet), new String(packet, 4, Math.max(0, packet.length - 5), StandardCharsets.UTF_8));
    }

    private static Map<String, String> options(byte[] oack) {
        String[] words = new String(oack, 2, oack.length - 2, StandardCharsets.ISO_8859_1).split("\0", -1);
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            options.put(words[i], words[i + 1]);
        }
        return options;
    }

    private int grantedNumber(String option, int otherwise) {
        return Integer.parseInt(granted.getOrDefault(option, Integer.toString(otherwise)));
    }

    private int number(long block) {
        return granted.getOrDefault("rollover", "0").equals("1") && block > 0
                ? (int) ((block - 1) % 65535) + 1
                : (int) (block & 0xFFFF);
    }

    byte[] get(String name, String mode, Map<String, String> options) throws IOException {
        byte[] last = request(1, name, mode, options);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        peer = server;
        boolean begun = false;
        long stored = 0;
        long acked = 0;
        boolean gapTold = false;
        int silences = 0;
        sendTo(last, server);
        while (true) {
            byte[] packet;
            try {
                packet = receive(timeoutMillis);
            } catch (SocketTimeoutException e) {
                if (++silences > RETRIES) {
                    throw e;
                }
                if (begun) {
                    acked = stored;
                    gapTold = false;
                }
                send(begun ? ack(number(stored)) : last);
                continue;
            }
            if (begun && !lastSender.equals(peer)) {
                sendTo(new byte[] {0, 5, 0, 5, 'w', 'h', 'o', '?', 0}, lastSender);
                continue;
            }
            switch (opcode(packet)) {
                case 5 -> throw refusal(packet);
                case 6 -> {
                    if (stored == 0) {
                        begun = true;
                        peer = lastSender;
                        granted = options(packet);
                        send(ack(0));
                    }
                }
                case 3 -> {
                    if (!begun) {
                        begun = true;
                        peer = lastSender;
                    }
                    silences = 0;
                    int blockSize = grantedNumber("blksize", 512);
                    int window = grantedNumber("windowsize", 1);
                    if (number(packet) == number(stored + 1)) {
                        content.write(packet, 4, packet.length - 4);
                        stored++;
                        gapTold = false;
                        boolean end = packet.length - 4 < blockSize;
                        if (end || stored - acked >= window) {
                            acked = stored;
                            send(ack(number(stored)));
                        }
                        if (end) {
                            if (dallies) {
                                dally(stored);
                            }
                            return content.toByteArray();
                        }
                    } else if (number(packet) == number(stored) && acked == stored) {
                        send(ack(number(stored)));
                    } else if (!gapTold && window > 1) {
                        gapTold = true;
                        acked = stored;
                        send(ack(number(stored)));
                    }
                }
                default -> throw new IOException("unexpected operation " + opcode(packet));
            }
        }
    }

    private void dally(long last) throws IOException {
        try {
            while (true) {
                byte[] packet = receive(timeoutMillis * 3);
                if (opcode(packet) == 3 && number(packet) == number(last) && lastSender.equals(peer)) {
                    send(ack(number(last)));
                }
            }
        } catch (SocketTimeoutException e) {
            // nobody misses anything
        }
    }

    void put(String name, String mode, Map<String, String> options, byte[] content) throws IOException {
        peer = server;
        byte[] request = request(2, name, mode, options);
        awaitGo(request);
        int blockSize = grantedNumber("blksize", 512);
        int window = grantedNumber("windowsize", 1);
        long last = content.length / blockSize + 1L;
        long acked = 0;
        int silences = 0;
        while (acked < last) {
            long to = Math.min(last, acked + window);
            for (long block = acked + 1; block <= to; block++) {
                int from = (int) ((block - 1) * blockSize);
                send(data(
                        number(block), Arrays.copyOfRange(content, from, Math.min(content.length, from + blockSize))));
            }
            long before = acked;
            acked = awaitAck(acked, to);
            silences = acked > before ? 0 : silences + 1;
            if (silences > RETRIES) {
                throw new SocketTimeoutException("block " + (acked + 1) + " is not acknowledged");
            }
        }
    }

    private void awaitGo(byte[] request) throws IOException {
        for (int attempt = 0; ; attempt++) {
            sendTo(request, server);
            try {
                byte[] packet = receive(timeoutMillis * (1 + attempt / 4));
                granted = switch (opcode(packet)) {
                    case 5 -> throw refusal(packet);
                    case 6 -> options(packet);
                    case 4 -> Map.of();
                    default -> throw new IOException("unexpected operation " + opcode(packet));
                };
                peer = lastSender;
                return;
            } catch (SocketTimeoutException e) {
                if (attempt > RETRIES) {
                    throw e;
                }
            }
        }
    }

    /** The last block that is acknowledged; {@code acked} itself when nothing came in time. */
    private long awaitAck(long acked, long sent) throws IOException {
        try {
            while (true) {
                byte[] packet = receive(timeoutMillis);
                if (!lastSender.equals(peer)) {
                    continue;
                }
                if (opcode(packet) == 5) {
                    throw refusal(packet);
                }
                for (long block = sent; block > acked && opcode(packet) == 4; block--) {
                    if (number(packet) == number(block)) {
                        return block;
                    }
                }
            }
        } catch (SocketTimeoutException e) {
            return acked;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
