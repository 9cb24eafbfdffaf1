package dev.filegate.ftp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control connection on its event loop: bytes become lines for the mailbox as long as it has room. Holds at most one received buffer
 * that did not fit; nothing while the client is silent.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel reaches exceptionCaught or channelInactive
final class ControlHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ControlHandler.class);

    private static final Duration LINGER = Duration.ofSeconds(1);

    /** A client's last line and its end are read one after the other. */
    private static final int LAST_READS = 2;

    private final Consumer<ControlConnection> onConnect;
    private final Duration writeTimeout;
    private final Deadlines deadlines;
    private @Nullable Conversation conversation;
    private @Nullable ByteBuf leftover;
    private boolean inputShutdown;
    private boolean discarding;
    private boolean clearing;

    /** What the session's thread asks of the event loop. All methods are called on it. */
    private final class LoopSide implements ControlConnection.LoopSide {
        private final ChannelHandlerContext ctx;

        LoopSide(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        @Override
        public void readOn() {
            for (int read = 0; read < LAST_READS && wantsMore(ctx); read++) {
                ((ControlChannel) ctx.channel()).readNow();
            }
        }

        @Override
        public void farewell(ByteBuf last) {
            ControlHandler.this.farewell(ctx, last);
        }

        @Override
        public boolean beginTls(SSLEngine engine, Duration timeout, ByteBuf lastInClear) {
            Conversation talk = conversation;
            boolean more = leftover != null
                    || talk == null
                    || talk.mailbox().lines() > 0
                    || !talk.decoder().isBetweenLines();
            if (more) {
                lastInClear.release();
                return false;
            }
            ControlTls.begin(ctx.channel(), engine, timeout, lastInClear);
            return true;
        }

        @Override
        public void endTls(ByteBuf lastEncrypted) {
            // Before the reply is on its way: the client's close_notify may be back before the next line here runs.
            clearing = true;
            ctx.writeAndFlush(lastEncrypted).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            ControlTls.leave(ctx.channel());
        }
    }

    /** What exists from the moment the connection is up. */
    private record Conversation(ControlConnection connection, Mailbox mailbox, LineDecoder decoder) {}

    ControlHandler(Consumer<ControlConnection> onConnect, Duration writeTimeout, Deadlines deadlines) {
        this.onConnect = onConnect;
        this.writeTimeout = writeTimeout;
        this.deadlines = deadlines;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (ctx.channel().remoteAddress() == null) {
            ctx.close(); // reset between the kernel's accept and ours
            return;
        }
        Mailbox mailbox = new Mailbox(() -> ctx.executor().execute(() -> drainLeftover(ctx)));
        LineDecoder decoder = new LineDecoder(answer -> ctx.writeAndFlush(Unpooled.wrappedBuffer(answer)));
        ControlConnection connection =
                new ControlConnection((ControlChannel) ctx.channel(), mailbox, new LoopSide(ctx), writeTimeout);
        conversation = new Conversation(connection, mailbox, decoder);
        deadlines.add(mailbox);
        onConnect.accept(connection);
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (discarding) {
            bytes.release();
            return;
        }
        leftover = bytes;
        cutLines();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        readOn(ctx);
    }

    private void drainLeftover(ChannelHandlerContext ctx) {
        cutLines();
        readOn(ctx);
    }

    /** Reads only when everything read before found its place and the client takes the answers. */
    private void readOn(ChannelHandlerContext ctx) {
        if (wantsMore(ctx)) {
            ctx.read();
        }
    }

    private boolean wantsMore(ChannelHandlerContext ctx) {
        return discarding || (leftover == null && ctx.channel().isWritable());
    }

    private void cutLines() {
        ByteBuf bytes = leftover;
        Conversation talk = conversation;
        if (bytes == null || talk == null) {
            return;
        }
        if (talk.mailbox().fill(() -> talk.decoder().next(bytes))) {
            bytes.release();
            leftover = null;
            endIfShutDown(talk);
        }
    }

    private void endIfShutDown(Conversation talk) {
        if (inputShutdown) {
            talk.mailbox().end();
        }
    }

    /**
     * Writes the last words and closes. What the client still sends is read and thrown away until it closes too or {@link #LINGER} is
     * over, because closing a connection with unread input resets it, and the reset can overtake the last words.
     */
    private void farewell(ChannelHandlerContext ctx, ByteBuf last) {
        discarding = true;
        releaseLeftover();
        ctx.writeAndFlush(last).addListener(written -> {
            if (inputShutdown || !written.isSuccess()) {
                ctx.close();
            } else {
                ControlTls.end(ctx.channel());
                ((DuplexChannel) ctx.channel()).shutdownOutput();
            }
        });
        ctx.executor().schedule(() -> ctx.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
        ctx.read();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (conversation != null) {
            conversation.connection().writabilityChanged();
        }
        readOn(ctx);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputShutdown = true;
            if (conversation != null && leftover == null) {
                conversation.mailbox().end();
            }
            if (discarding || ControlTls.isShakingHands(ctx.channel())) {
                ctx.close();
            }
        } else if (event instanceof SslCloseCompletionEvent) {
            tlsEnded(ctx);
        }
    }

    /** After CCC the connection goes on in clear, with or without the client's close_notify; otherwise the client has said its last word. */
    private void tlsEnded(ChannelHandlerContext ctx) {
        if (clearing) {
            clearing = false;
            ControlTls.remove(ctx.channel());
        } else if (conversation != null) {
            conversation.mailbox().end();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        releaseLeftover();
        if (conversation != null) {
            conversation.mailbox().end();
            deadlines.remove(conversation.mailbox());
            conversation.connection().writabilityChanged();
        }
    }

    private void releaseLeftover() {
        if (leftover != null) {
            leftover.release();
            leftover = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // What a peer does wrong under TLS comes wrapped by the decoder; it must not fill the log.
        if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            LOG.debug("control connection of {} broke: {}", ctx.channel().remoteAddress(), cause.toString());
        } else {
            LOG.error("control connection of {} failed", ctx.channel().remoteAddress(), cause);
        }
        ctx.close();
    }
}
