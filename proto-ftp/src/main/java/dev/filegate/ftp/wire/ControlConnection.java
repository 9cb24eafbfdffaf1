package dev.filegate.ftp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/**
 * One control connection as its session sees it: lines in, replies out. {@link #receive}, {@link #reply} and {@link #flush} belong to
 * the session's thread and may block it; {@link #wake} and {@link #close} may come from any thread.
 *
 * <p>Memory is bounded on both sides: {@link Mailbox} says how much input waits, and {@link #flush} blocks while the client does not read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel reaches exceptionCaught or channelInactive
public final class ControlConnection {
    private final ControlChannel channel;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private final Mailbox mailbox;
    private final ControlOutput output;
    private final LoopSide loopSide;

    /** What happens on the event loop at this connection's request. */
    interface LoopSide {
        /** Reads what has come by now. */
        void readOn();

        /** Writes the last bytes and closes. */
        void farewell(ByteBuf last);

        /** Puts TLS below, unless the client has sent more than the request for it; then nothing is sent. */
        boolean beginTls(SSLEngine engine, Duration timeout, ByteBuf lastInClear);

        /** Sends the last encrypted bytes and the close_notify; what the client sends after its own is in clear. */
        void endTls(ByteBuf lastEncrypted);
    }

    ControlConnection(ControlChannel channel, Mailbox mailbox, LoopSide loopSide, Duration writeTimeout) {
        this.channel = channel;
        this.remote = channel.remoteAddress();
        this.local = channel.localAddress();
        this.mailbox = mailbox;
        this.loopSide = loopSide;
        this.output = new ControlOutput(channel, writeTimeout);
    }

    /** The client's address. */
    public InetSocketAddress remote() {
        return remote;
    }

    /** The address the client reached. */
    public InetSocketAddress local() {
        return local;
    }

    /** What came next, waiting for it at most that long. After {@link ControlInput.Ended} there is nothing but more of it. */
    public ControlInput receive(Duration patience) {
        return mailbox.take(patience);
    }

    /** Like {@link #receive}, but leaves lines where they are. */
    public ControlInput awaitWake(Duration patience) {
        return mailbox.awaitWake(patience);
    }

    /** How many lines wait to be received. */
    public int waiting() {
        return mailbox.lines();
    }

    /** Lets {@link #receive} answer {@link ControlInput.Woken}, once for any number of calls. */
    public void wake() {
        mailbox.wake();
    }

    /** Adds a reply to what the next {@link #flush} writes. */
    public void reply(int code, List<String> lines) {
        output.reply(code, lines);
    }

    /** Adds the first line of a reply whose other lines follow by {@link #inner} and {@link #reply}. */
    public void open(int code, String line) {
        output.open(code, line);
    }

    /** Adds a line between the first and the last of a reply. */
    public void inner(String line) {
        output.inner(line);
    }

    /** Writes what was added, in one piece. Waits while the client does not read; one that never does loses the connection. */
    public void flush() {
        output.flush();
    }

    /** Called on the event loop when {@link Channel#isWritable} or {@link Channel#isActive} changed. */
    void writabilityChanged() {
        output.writabilityChanged();
    }

    /**
     * Whether the client is still there: everything that has reached this machine by now is taken into account, so the end of a client
     * that died is seen even when its data connection ended in the same moment. Blocks for a turn of the event loop.
     */
    public boolean isAlive() {
        if (mailbox.ended() || !channel.isActive()) {
            return false;
        }
        channel.eventLoop().submit(loopSide::readOn).awaitUninterruptibly();
        return !mailbox.ended() && channel.isActive();
    }

    /** TLS from the first byte on; called on the event loop when the connection is new. {@link #awaitTls} comes next. */
    public void beginTls(SSLEngine engine, Duration timeout) {
        ControlTls.begin(channel, engine, timeout, null);
    }

    /**
     * Answers in clear, and expects the client's handshake next.
     *
     * @return false, with nothing sent, when the client sent more in clear than the request for TLS: whoever injected that must not have it
     *     taken for the client's (RFC 4217 section 15.1 on what was said before the handshake)
     */
    public boolean startTls(int code, List<String> lines, SSLEngine engine, Duration timeout) {
        flush();
        ByteArrayOutputStream last = new ByteArrayOutputStream(64);
        ReplyEncoder.reply(code, lines, last);
        return channel.eventLoop()
                .submit(() -> loopSide.beginTls(engine, timeout, Unpooled.wrappedBuffer(last.toByteArray())))
                .awaitUninterruptibly()
                .getNow();
    }

    /**
     * Waits for the end of the handshake.
     *
     * @throws IOException when it failed or took too long; the connection is closed already
     */
    public SSLSession awaitTls() throws IOException {
        return ControlTls.await(channel);
    }

    /** Writes what was added, and goes on in clear. */
    public void endTls() {
        ByteBuf last = output.takeUnsent();
        channel.eventLoop().submit(() -> loopSide.endTls(last)).awaitUninterruptibly();
    }

    /** Writes what was added and then closes, in the background. */
    public void flushAndClose() {
        ByteBuf last = output.takeUnsent();
        try {
            channel.eventLoop().execute(() -> loopSide.farewell(last));
        } catch (RejectedExecutionException e) {
            channel.close();
        }
    }

    /** Closes at once. */
    public void close() {
        channel.close();
    }
}
