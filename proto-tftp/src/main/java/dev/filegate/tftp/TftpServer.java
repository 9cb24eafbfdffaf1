package dev.filegate.tftp;

import dev.filegate.core.server.Listener;
import dev.filegate.core.server.ListenerException;
import dev.filegate.core.server.ProtocolServer;
import dev.filegate.core.session.Sessions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TFTP server (RFC 1350, 2347, 2348, 2349, 7440; host requirements in RFC 1123 section 4.2). */
public final class TftpServer implements ProtocolServer {
    private static final Logger LOG = LoggerFactory.getLogger(TftpServer.class);

    private static final String PORT_KEY = "filegate.tftp.port";
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final TftpConfig config;
    private final DatagramPorts ports;
    private final Hall hall;
    private final RequestDesk desk;
    private final RequestPorts requestPorts;

    /** @param ports where the server's ports come from; closed with the server */
    public TftpServer(TftpConfig config, Sessions sessions, DatagramPorts ports) {
        this.config = config;
        this.ports = ports;
        TransferTable table = new TransferTable(config.bounds(), System::nanoTime);
        this.hall = new Hall(
                config,
                sessions,
                new TransferPorts(
                        ports,
                        config.listen().ports(),
                        () -> table.longestLingering().ifPresent(oldest -> oldest.abandon("its port is needed"))),
                table,
                new RequestRate(config.bounds().requestsPerSecond(), System::nanoTime),
                System::nanoTime);
        this.desk = new RequestDesk(hall);
        this.requestPorts = new RequestPorts(ports, desk, config);
    }

    @Override
    public String name() {
        return "tftp";
    }

    @Override
    public List<Listener> start() {
        TftpConfig.Listen listen = config.listen();
        try {
            InetAddress host = InetAddress.getByName(listen.host());
            int port = requestPorts.open(host);
            return List.of(new Listener("TFTP", PORT_KEY, new InetSocketAddress(host, port)));
        } catch (IOException e) {
            throw new ListenerException(PORT_KEY, InetSocketAddress.createUnresolved(listen.host(), listen.port()), e);
        }
    }

    @Override
    public void drain(Duration grace) {
        desk.close();
        if (!config.listen().singlePort()) {
            requestPorts.close();
        }
        awaitNoTransfers(grace);
    }

    @Override
    public void close() {
        desk.close();
        hall.table().all().forEach(transfer -> transfer.end("the server is shutting down"));
        awaitNoTransfers(LAST_WORDS);
        requestPorts.close();
        ports.close();
    }

    private void awaitNoTransfers(Duration time) {
        if (!awaitIdle(time)) {
            LOG.info("{} transfers are still running after {}", hall.table().running(), time);
        }
    }

    /** Waits until no transfer is running and all about those that were is written down; false when that takes longer. */
    boolean awaitIdle(Duration time) {
        try {
            return hall.table().awaitNoneRunning(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
