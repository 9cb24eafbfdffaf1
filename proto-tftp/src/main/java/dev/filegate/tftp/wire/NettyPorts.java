package dev.filegate.tftp.wire;

import dev.filegate.tftp.DatagramPort;
import dev.filegate.tftp.DatagramPorts;
import dev.filegate.tftp.PortListener;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** UDP ports on a few event loops. */
public final class NettyPorts implements DatagramPorts {
    /** Bytes queued for sending at which a port stops being ready, and those at which it is again. */
    private static final WriteBufferWaterMark QUEUE = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private static final int SHUTDOWN_SECONDS = 5;

    private final EventLoopGroup loops;

    /** @param threads how many event loops share the ports, at least 1 */
    public NettyPorts(int threads) {
        loops = new NioEventLoopGroup(threads, new DefaultThreadFactory("tftp", true));
    }

    @Override
    public DatagramPort open(InetSocketAddress local, Room room, PortListener listener) throws IOException {
        int datagram = TftpCodec.DATA_HEADER + Math.max(room.payload(), TftpCodec.MAX_REQUEST) + 1;
        NettyPort port = new NettyPort(listener);
        ChannelFuture bound = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.RCVBUF_ALLOCATOR, receiveBuffers(datagram, room))
                .option(ChannelOption.SO_RCVBUF, ReceiveRoom.bytes(room.payload(), room.packets()))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, QUEUE)
                .handler(port)
                .bind(local)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = bound.channel().close();
            throw asIoException(bound.cause());
        }
        port.bound(bound.channel());
        return port;
    }

    /** A port that expects one packet at a time is not asked a second time after each, which would cost as much as the packet. */
    private static FixedRecvByteBufAllocator receiveBuffers(int datagram, Room room) {
        FixedRecvByteBufAllocator buffers = new FixedRecvByteBufAllocator(datagram);
        buffers.maxMessagesPerRead(Math.clamp(room.packets(), 1, 64));
        return buffers;
    }

    private static IOException asIoException(Throwable cause) {
        return cause instanceof IOException io ? io : new IOException(String.valueOf(cause.getMessage()), cause);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
