package dev.filegate.ftp;

import dev.filegate.ftp.data.DataConnection;
import dev.filegate.ftp.data.DataEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** What a verb's handler decided. Only the connection's loop touches the sockets. */
public sealed interface Outcome {
    /**
     * An answer.
     *
     * @param lines one for a plain reply; with more, those after the first are sent as they are, but the last gets the code (RFC 959 section 4.2)
     */
    record Reply(int code, List<String> lines) implements Outcome {
        public Reply {
            lines = List.copyOf(lines);
        }

        public static Reply of(int code, String text) {
            return new Reply(code, List.of(text));
        }
    }

    /** A reply of several lines that may be long: the lines between first and last are sent while they are made. */
    record LongReply(int code, String first, Lines lines, String last) implements Outcome {}

    /**
     * A transfer over a data connection.
     *
     * @param opening the preliminary reply, sent before the data connection is awaited or made
     * @param activity what operators see meanwhile
     */
    record Transfer(Reply opening, String activity, DataEndpoint endpoint, DataTask task) implements Outcome {}

    /**
     * Something that may take long without a data connection, such as hashing or copying a file. The client can ask for its state and
     * abort it like a transfer.
     *
     * @param activity what operators see meanwhile
     */
    record Work(String activity, Task task) implements Outcome {}

    /** TLS begins on the control connection; the reply is the last thing that leaves in clear. */
    record StartTls(Reply inClear) implements Outcome {}

    /** TLS ends on the control connection; the reply is the last thing that leaves encrypted. */
    record EndTls(Reply encrypted) implements Outcome {}

    /** The end of the connection. */
    record Close(Reply last) implements Outcome {}

    /** Makes lines one by one, on the session's thread; the consumer blocks while the client does not read. */
    interface Lines {
        void writeTo(Consumer<String> target);
    }

    /** What happens on an open data connection, on a thread of its own. */
    interface DataTask extends AutoCloseable {
        /**
         * Runs until all bytes are through. Should {@link TransferProgress#moved} what it moves: a transfer that does not move is ended.
         *
         * @return the completion reply
         * @throws IOException when the client or the connection failed
         */
        Reply run(DataConnection connection, TransferProgress progress) throws IOException;

        /** Releases files. Called exactly once, whether it ran or not. Never fails. */
        @Override
        void close();
    }

    /** What happens without a data connection, on a thread of its own. */
    interface Task {
        /** Runs until it is done or {@link TransferProgress#isAborted}. */
        Reply run(TransferProgress progress) throws IOException;
    }
}
