package dev.filegate.ftp.wire;

/** What a session's thread finds when it looks at its control connection. */
public sealed interface ControlInput {
    /** A request line without its end. Bytes that are not UTF-8 are carried as {@link dev.filegate.core.path.NameCodec} does. */
    record Line(String text) implements ControlInput {}

    /** A line of more than {@link LineDecoder#MAX_LINE_BYTES} bytes came; all of it was thrown away. */
    record Overlong() implements ControlInput {}

    /** The client sends no more: it closed, vanished, or the connection was closed from this side. */
    record Ended() implements ControlInput {}

    /** Somebody called {@link ControlConnection#wake}. */
    record Woken() implements ControlInput {}

    /** Nothing came in the time given. */
    record Silence() implements ControlInput {}
}
