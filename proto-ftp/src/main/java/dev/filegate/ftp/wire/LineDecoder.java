package dev.filegate.ftp.wire;

import dev.filegate.core.path.NameCodec;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a control connection's bytes into request lines and takes out what is Telnet (RFC 854; RFC 1123 section 4.1.2.12). Lines end in
 * LF, with or without CR before it. {@code IAC IAC} is the byte 0xFF; offers of and demands for options are refused; other Telnet
 * commands, such as the Interrupt Process and Data Mark that precede an {@code ABOR}, vanish. 0xFF before a byte that is no Telnet
 * command is itself, for clients that send Latin-1 names unescaped. No verb begins with such bytes, so at the beginning of a line they
 * vanish one by one too: a Synch put together in a hurry (Interrupt Process without its IAC, 0xFF as urgent data) still aborts.
 *
 * <p>Confined to one event loop. Memory: one line of at most {@value #MAX_LINE_BYTES} bytes, none between lines.
 */
final class LineDecoder {
    /** The longest request line, without its end. */
    static final int MAX_LINE_BYTES = 4096;

    private static final int IAC = 0xFF;
    private static final int DONT = 0xFE;
    private static final int DO = 0xFD;
    private static final int WONT = 0xFC;
    private static final int WILL = 0xFB;
    private static final int FIRST_COMMAND = 0xF0;
    private static final byte[] NOTHING = {};

    private enum Expect {
        DATA,
        COMMAND,
        OFFERED_OPTION,
        DEMANDED_OPTION,
        REFUSED_OPTION
    }

    /** Where refusals of Telnet options go, three bytes each. */
    interface Refusals {
        void refuse(byte[] answer);
    }

    private final Refusals refusals;
    private Expect expect = Expect.DATA;
    private byte[] line = NOTHING;
    private int length;
    private boolean overlong;

    LineDecoder(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Takes bytes up to and including the next line end; null when there is none yet. */
    @Nullable
    ControlInput next(ByteBuf bytes) {
        while (bytes.isReadable()) {
            int octet = bytes.readUnsignedByte();
            switch (expect) {
                case DATA -> {
                    if (octet == '\n') {
                        return lineEnd();
                    } else if (octet == IAC) {
                        expect = Expect.COMMAND;
                    } else if (octet < FIRST_COMMAND || !isAtLineStart()) {
                        append(octet);
                    }
                }
                case COMMAND -> command(octet, bytes);
                case OFFERED_OPTION -> refuse(DONT, octet);
                case DEMANDED_OPTION -> refuse(WONT, octet);
                case REFUSED_OPTION -> expect = Expect.DATA;
            }
        }
        return null;
    }

    /** Whether nothing of a line, or of a Telnet command, was read yet. */
    boolean isBetweenLines() {
        return isAtLineStart() && expect == Expect.DATA;
    }

    private boolean isAtLineStart() {
        return length == 0 && !overlong;
    }

    private void command(int octet, ByteBuf bytes) {
        expect = Expect.DATA;
        switch (octet) {
            case WILL -> expect = Expect.OFFERED_OPTION;
            case DO -> expect = Expect.DEMANDED_OPTION;
            case WONT, DONT -> expect = Expect.REFUSED_OPTION;
            case IAC -> append(IAC);
            default -> {
                if (octet < FIRST_COMMAND) {
                    if (!isAtLineStart()) {
                        append(IAC);
                    }
                    bytes.readerIndex(bytes.readerIndex() - 1);
                }
            }
        }
    }

    private void refuse(int answer, int option) {
        expect = Expect.DATA;
        refusals.refuse(new byte[] {(byte) IAC, (byte) answer, (byte) option});
    }

    private void append(int octet) {
        // One more than a line may have, for the CR of its end.
        if (length > MAX_LINE_BYTES) {
            overlong = true;
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.clamp(length * 2L, 64, MAX_LINE_BYTES + 1));
        }
        line[length++] = (byte) octet;
    }

    private ControlInput lineEnd() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        boolean tooLong = overlong || end > MAX_LINE_BYTES;
        ControlInput input =
                tooLong ? new ControlInput.Overlong() : new ControlInput.Line(NameCodec.decode(line, 0, end));
        line = NOTHING;
        length = 0;
        overlong = false;
        return input;
    }
}
