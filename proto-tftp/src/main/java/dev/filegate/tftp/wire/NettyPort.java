package dev.filegate.tftp.wire;

import dev.filegate.tftp.DatagramPort;
import dev.filegate.tftp.PortListener;
import dev.filegate.tftp.TftpPacket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A datagram channel with the codec on it. */
final class NettyPort extends SimpleChannelInboundHandler<DatagramPacket> implements DatagramPort {
    private static final Logger LOG = LoggerFactory.getLogger(NettyPort.class);

    private static final int SMALL_PACKET = 64;

    /** A socket that was closed is gone only when its event loop has looked for packets once more (java.nio's deregistration). */
    private static final int FREED_MILLIS = 1;

    private final PortListener listener;
    private volatile @Nullable Channel channel;
    private volatile int receiveBuffer;
    private volatile @Nullable InetSocketAddress local;

    NettyPort(PortListener listener) {
        this.listener = listener;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        bound(context.channel());
    }

    /** The channel has its address. Whoever opened the port may learn it before the channel tells its handlers, so both call this. */
    void bound(Channel open) {
        receiveBuffer = open.config().getOption(ChannelOption.SO_RCVBUF);
        local = (InetSocketAddress) open.localAddress();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        InetSocketAddress from = datagram.sender();
        if (from.getPort() == 0) {
            return;
        }
        TftpPacket packet;
        try {
            packet = TftpCodec.decode(datagram.content());
        } catch (MalformedPacketException e) {
            listener.malformed(this, from, String.valueOf(e.getMessage()));
            return;
        }
        listener.received(this, from, packet);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            listener.writable(this);
        }
    }

    /** The network refused a packet (a route is gone, a filter forbids it): for the transfer it is a lost one. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof java.io.IOException) {
            LOG.debug("a packet could not be sent or received at {}: {}", local(), cause.toString());
        } else {
            LOG.error("unexpected failure at {}", local(), cause);
        }
    }

    @Override
    public InetSocketAddress local() {
        return opened(local);
    }

    @Override
    public int receiveRoom(int payload) {
        return ReceiveRoom.packets(receiveBuffer, payload);
    }

    @Override
    public void send(TftpPacket packet, InetSocketAddress to) {
        ByteBuf bytes = channel().alloc().ioBuffer(SMALL_PACKET);
        TftpCodec.encode(packet, bytes);
        write(bytes, to);
    }

    @Override
    public int sendBlock(int number, int blockSize, Consumer<ByteBuffer> source, InetSocketAddress to) {
        int room = TftpCodec.DATA_HEADER + blockSize;
        ByteBuf bytes = channel().alloc().ioBuffer(room, room);
        boolean queued = false;
        try {
            bytes.writeShort(TftpPacket.Opcode.DATA.number());
            bytes.writeShort(number);
            ByteBuffer payload = bytes.nioBuffer(TftpCodec.DATA_HEADER, blockSize);
            source.accept(payload);
            bytes.writerIndex(TftpCodec.DATA_HEADER + payload.position());
            queued = true;
            write(bytes, to);
            return payload.position();
        } finally {
            if (!queued) {
                bytes.release();
            }
        }
    }

    private void write(ByteBuf bytes, InetSocketAddress to) {
        Channel open = channel();
        var _ = open.write(new DatagramPacket(bytes, to), open.voidPromise());
    }

    @Override
    public void flush() {
        channel().flush();
    }

    @Override
    public boolean ready() {
        return channel().isWritable();
    }

    @Override
    public void execute(Runnable task) {
        channel().eventLoop().execute(task);
    }

    @Override
    public Timer schedule(Runnable task, Duration delay) {
        ScheduledFuture<?> scheduled = channel().eventLoop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void close(Runnable then) {
        Channel open = channel();
        var _ = open.close().addListener(closed -> {
            if (!open.eventLoop().isShuttingDown()) {
                var _ = open.eventLoop().schedule(then, FREED_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private Channel channel() {
        return opened(channel);
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the port is not open yet");
        }
        return part;
    }
}
