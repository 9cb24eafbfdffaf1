package dev.filegate.ftp.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Plays a script's steps against a server. */
final class Conversation implements AutoCloseable {
    private static final Pattern MANY = Pattern.compile("\\$\\{x(\\d+)}");

    private final String name;
    private final Deque<Line> steps;
    private final Storage storage;
    private final ControlClient control;
    private final DataClient data = new DataClient();
    private final ByteArrayOutputStream together = new ByteArrayOutputStream();
    private final Deque<String> pendingLines = new ArrayDeque<>();

    Conversation(Script script, Storage storage, int port) throws IOException {
        this.name = script.name();
        this.steps = new ArrayDeque<>(script.steps());
        this.storage = storage;
        this.control = new ControlClient(port);
    }

    /** The greeting and a login that every server accepts. */
    void logIn(String user, String password) throws IOException {
        assertThat(control.reply().getLast()).startsWith("220");
        control.send(Escapes.bytes("USER " + user + "\\r\\nPASS " + password + "\\r\\n"));
        assertThat(control.reply().getLast()).startsWith("331");
        assertThat(control.reply().getLast()).startsWith("230");
    }

    void play() throws IOException {
        boolean open = true;
        while (!steps.isEmpty()) {
            Line line = steps.remove();
            open &= line.kind() != Line.Kind.SERVER_CLOSES && line.kind() != Line.Kind.CLIENT_CLOSES;
            try {
                step(line);
            } catch (IOException | RuntimeException | AssertionError e) {
                throw new AssertionError(name + ", " + line + "\n" + e, e);
            }
        }
        if (open) {
            assertNothingWasLeftUnread();
        }
    }

    /** One more request: the next reply must be its own. */
    private void assertNothingWasLeftUnread() throws IOException {
        assertThat(together.size()).as("requests held back by C&").isZero();
        control.send(Escapes.bytes("HELP NOOP\\r\\n"));
        assertThat(nextLine()).as("the reply to HELP NOOP behind %s", name).startsWith("214 ");
    }

    private void step(Line line) throws IOException {
        switch (line.kind()) {
            case SETTING -> {}
            case CLIENT_TOGETHER -> together.writeBytes(request(line));
            case CLIENT -> {
                together.writeBytes(request(line));
                control.send(together.toByteArray());
                together.reset();
            }
            case CLIENT_RAW -> control.send(Escapes.bytes(expanded(line.text())));
            case CLIENT_URGENT -> control.sendUrgent(Escapes.bytes(line.text())[0]);
            case CLIENT_CLOSES -> control.close();
            case SERVER -> server(line);
            case SERVER_CLOSES -> assertThat(control.isClosedByServer()).isTrue();
            case DATA_RECEIVED -> assertData(data.receiveAll(), line);
            case DATA_RECEIVED_PART -> {
                byte[] expected = Escapes.bytes(line.text());
                assertThat(data.receive(expected.length)).isEqualTo(expected);
            }
            case DATA_SENT -> {
                data.send(Escapes.bytes(line.text()));
                data.end();
            }
            case DATA_SENT_PART -> data.send(Escapes.bytes(line.text()));
            case DATA_CLOSED -> data.end();
            case DATA_NONE -> {}
            case DATA_RESET -> data.reset();
            case DATA_CLOSED_BY_SERVER -> data.awaitEnd();
            case PORT_CLOSED -> data.stopListening();
            case FILE_IS -> assertFile(line);
            case FILE_GONE -> assertGone(line.text());
        }
    }

    private byte[] request(Line line) throws IOException {
        String text = line.text();
        if (text.contains("${port}")) {
            int port = data.listen();
            text = text.replace("${port}", "127,0,0,1," + port / 256 + "," + port % 256);
        } else if (text.contains("${eprt}")) {
            text = text.replace("${eprt}", "|1|127.0.0.1|" + data.listen() + "|");
        }
        return Escapes.bytes(expanded(text) + "\\r\\n");
    }

    private static String expanded(String text) {
        return MANY.matcher(text).replaceAll(many -> "x".repeat(Integer.parseInt(many.group(1))));
    }

    /** A code alone stands for a reply of any words and length; anything else is one line of a reply, {@code ...} any number of lines. */
    private void server(Line line) throws IOException {
        String expected = line.text();
        if (expected.equals("...")) {
            skip();
        } else if (expected.matches("[1-5][0-9]{2}")) {
            List<String> reply = control.rest(nextLine());
            assertThat(reply.getLast()).startsWith(expected + " ");
            followUnlessTold(reply.getLast());
        } else {
            String actual = nextLine();
            assertThat(actual).matches(Expectation.pattern(expected));
            followUnlessTold(actual);
        }
    }

    private void followUnlessTold(String reply) throws IOException {
        if (steps.isEmpty() || steps.peek().kind() != Line.Kind.DATA_NONE) {
            data.follow(reply);
        }
    }

    private String nextLine() throws IOException {
        return pendingLines.isEmpty() ? control.line() : pendingLines.remove();
    }

    /** Reads until the line that the next step expects. */
    private void skip() throws IOException {
        Pattern wanted = Expectation.pattern(steps.element().text());
        String line = nextLine();
        while (!wanted.matcher(line).matches()) {
            line = nextLine();
        }
        pendingLines.push(line);
    }

    /** The text of this and of all {@code D<} lines that follow at once. */
    private void assertData(byte[] actual, Line first) {
        StringBuilder expected = new StringBuilder(first.text());
        while (!steps.isEmpty() && steps.peek().kind() == Line.Kind.DATA_RECEIVED) {
            expected.append(steps.remove().text());
        }
        assertThat(NameCodec.decode(actual)).matches(Expectation.pattern(expected.toString()));
    }

    private void assertFile(Line line) throws IOException {
        String[] words = line.text().split(" = ", 2);
        try (ReadableFile file = storage.openForRead(VirtualPath.parse(Escapes.text(words[0])))) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
                assertThat(bytes.position()).isPositive();
            }
            assertThat(NameCodec.decode(bytes.array())).matches(Expectation.pattern(words.length == 1 ? "" : words[1]));
        }
    }

    /** Nothing is there; a partial is nothing. */
    private void assertGone(String typed) {
        VirtualPath path = VirtualPath.parse(Escapes.text(typed));
        boolean there;
        try {
            there = !storage.stat(path, Links.KEEP).partial();
        } catch (GatewayException e) {
            there = e.failure() != Failure.NOT_FOUND;
        }
        assertThat(there).as("%s is there", path).isFalse();
    }

    @Override
    public void close() throws IOException {
        try (control;
                data) {
            together.close();
        }
    }
}
