package dev.filegate.ftp.wire;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.internal.SocketUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A control connection's socket, which its session may also write to without a turn of the event loop. */
final class ControlChannel extends NioSocketChannel {
    private ControlChannel(Channel parent, SocketChannel socket) {
        super(parent, socket);
    }

    /** Writes what the socket takes at once, past the pipeline. From any thread; the caller sees to the order with what Netty writes. */
    void writeNow(ByteBuffer bytes) throws IOException {
        javaChannel().write(bytes);
    }

    /** Reads what the socket has at once, as if it had been reported readable. On the event loop. */
    void readNow() {
        unsafe().read();
    }

    /** Accepts {@link ControlChannel}s. */
    static final class Listening extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            SocketChannel socket = SocketUtils.accept(javaChannel());
            if (socket == null) {
                return 0;
            }
            accepted.add(new ControlChannel(this, socket));
            return 1;
        }
    }
}
