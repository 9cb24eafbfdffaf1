package dev.filegate.ftp.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops of all control connections and the ports they come from. */
public final class ControlListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlListener.class);
    private static final int BACKLOG = 1024;
    private static final int LARGEST_READ = 4096;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(8 * 1024, 32 * 1024);

    private final EventLoopGroup loops = new NioEventLoopGroup(0, new DefaultThreadFactory("ftp-control", true));
    private final List<ChannelOption<Boolean>> urgentInLine = urgentDataInLine();
    private final List<Channel> listening = new CopyOnWriteArrayList<>();
    private final Deadlines deadlines = new Deadlines();
    private final Duration writeTimeout;

    /** @param writeTimeout how long a client may refuse to read its replies */
    public ControlListener(Duration writeTimeout) {
        this.writeTimeout = writeTimeout;
        long grain = Deadlines.GRAIN.toMillis();
        var looking = loops.next().scheduleWithFixedDelay(deadlines::look, grain, grain, TimeUnit.MILLISECONDS);
        LOG.debug("looking at the deadlines of sessions: {}", looking);
    }

    /**
     * Listens on one more port.
     *
     * @param onConnect called on an event loop for each connection, must not block
     * @return the address with its real port
     * @throws IOException when it cannot be bound
     */
    public InetSocketAddress bind(InetSocketAddress address, Consumer<ControlConnection> onConnect) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channelFactory(ControlChannel.Listening::new)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(
                        ChannelOption.RCVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(64, 256, LARGEST_READ).maxMessagesPerRead(1))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        urgentInLine.forEach(option -> channel.config().setOption(option, true));
                        channel.pipeline().addLast(new ControlHandler(onConnect, writeTimeout, deadlines));
                    }
                });
        Channel channel = boundOrThrow(bootstrap, address);
        listening.add(channel);
        return (InetSocketAddress) channel.localAddress();
    }

    private static Channel boundOrThrow(ServerBootstrap bootstrap, InetSocketAddress address) throws IOException {
        var binding = bootstrap.bind(address).awaitUninterruptibly();
        if (binding.isSuccess()) {
            return binding.channel();
        }
        Throwable cause = binding.cause();
        throw cause instanceof IOException e ? e : new IOException(cause.getMessage(), cause);
    }

    /**
     * The option that leaves urgent data in the stream. A client interrupts a transfer with the Telnet Synch: its Data Mark is sent as
     * TCP urgent data (RFC 959 section 4.1.3), which by default never reaches a Java program. The JDK supports the option on channels
     * but has no public constant for it, hence the search.
     */
    @SuppressWarnings("unchecked")
    private static List<ChannelOption<Boolean>> urgentDataInLine() {
        List<ChannelOption<Boolean>> found = new ArrayList<>();
        try (var probe = java.nio.channels.SocketChannel.open()) {
            for (SocketOption<?> option : probe.supportedOptions()) {
                if (option.name().equals("SO_OOBINLINE")) {
                    found.add(NioChannelOption.of((SocketOption<Boolean>) option));
                }
            }
        } catch (IOException e) {
            LOG.warn("clients cannot interrupt by urgent data: no socket to ask for its options", e);
        }
        return List.copyOf(found);
    }

    /** Accepts no more connections; those that are there stay. */
    public void stopListening() {
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        listening.clear();
    }

    /** Closes every connection and ends the event loops. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
