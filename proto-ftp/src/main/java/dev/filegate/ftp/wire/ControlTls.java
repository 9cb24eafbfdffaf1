package dev.filegate.ftp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS below a control connection: begun, awaited and taken away again. */
final class ControlTls {
    private static final Logger LOG = LoggerFactory.getLogger(ControlTls.class);

    /** Signatures are computed here and not on an event loop. The number of admitted sessions bounds how many wait. */
    private static final Executor SIGNERS = Executors.newVirtualThreadPerTaskExecutor();

    private ControlTls() {}

    /**
     * Puts TLS below everything else, on the event loop. With a reply that reply is the last thing that leaves in clear
     * (RFC 4217 section 4), without one the connection is encrypted from its first byte.
     */
    static void begin(Channel channel, SSLEngine engine, Duration timeout, @Nullable ByteBuf lastInClear) {
        SslHandler handler = new LeavableTls(engine, lastInClear != null, SIGNERS);
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        handler.setCloseNotifyFlushTimeoutMillis(timeout.toMillis());
        channel.pipeline().addFirst(handler);
        if (lastInClear != null) {
            channel.writeAndFlush(lastInClear).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
        channel.read();
    }

    /** Waits for the end of the handshake, on the session's thread. */
    static SSLSession await(Channel channel) throws IOException {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            throw new IOException("the connection ended before the handshake began");
        }
        var handshake = handler.handshakeFuture().awaitUninterruptibly();
        if (!handshake.isSuccess()) {
            throw failure(channel, handshake.cause());
        }
        return handler.engine().getSession();
    }

    /** Whether a handshake has begun and not ended. On the event loop. */
    static boolean isShakingHands(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        return handler != null && !handler.handshakeFuture().isDone();
    }

    private static IOException failure(Channel channel, Throwable cause) {
        if (cause instanceof NotSslRecordException) {
            LOG.warn(
                    "{} sent plain text where TLS has to begin: a client for explicit TLS on the implicit port, or none at all",
                    channel.remoteAddress());
            return new SSLException("not TLS", cause);
        }
        String words = cause.getMessage() == null ? "the client ended the connection" : cause.getMessage();
        return new IOException("the TLS handshake failed: " + words, cause);
    }

    /** Ends TLS and leaves the connection: the close_notify is the last thing that leaves encrypted (RFC 4217 section 6). On the event loop. */
    static void end(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        SslHandler handler = pipeline.get(SslHandler.class);
        if (handler != null) {
            handler.closeOutbound()
                    .addListener(
                            sent -> LOG.debug("close_notify to {}: {}", channel.remoteAddress(), sent.isSuccess()));
        }
    }

    /** Like {@link #end}, and the connection goes on in clear. On the event loop. */
    static void leave(Channel channel) {
        LeavableTls handler = channel.pipeline().get(LeavableTls.class);
        if (handler != null) {
            handler.leave();
            end(channel);
        }
    }

    /** The client's close_notify came: whatever follows it is in clear. On the event loop. */
    static void remove(Channel channel) {
        if (channel.pipeline().get(SslHandler.class) != null) {
            channel.pipeline().remove(SslHandler.class);
        }
    }
}
