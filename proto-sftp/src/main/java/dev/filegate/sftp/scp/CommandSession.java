package dev.filegate.sftp.scp;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.session.Session;
import dev.filegate.core.storage.Storage;
import dev.filegate.sftp.transport.ChannelHandler;
import dev.filegate.sftp.transport.ChannelPeer;
import java.io.EOFException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command that runs over a channel, on a virtual thread of its own. */
public final class CommandSession implements ChannelHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSession.class);

    private final Session session;
    private final ChannelPeer peer;
    private final ScpStream stream;
    private final Work work;
    private volatile boolean busy = true;

    /** What is run. */
    @FunctionalInterface
    public interface Work {
        /**
         * Runs to the end.
         *
         * @return the exit status
         */
        int run(ScpStream stream) throws IOException;
    }

    public CommandSession(Session session, ChannelPeer peer, Work work) {
        this.session = session;
        this.peer = peer;
        this.stream = new ScpStream(peer);
        this.work = work;
    }

    /** SCP in either direction. */
    public static CommandSession scp(ScpCommand command, Storage storage, Session session, ChannelPeer peer) {
        return new CommandSession(
                session,
                peer,
                stream -> command.receiving()
                        ? new ScpSink(command, storage, stream).run()
                        : new ScpSource(command, storage, stream).run());
    }

    @Override
    public void start() {
        Thread.ofVirtual().name("scp-" + session.id()).start(this::run);
    }

    private void run() {
        int status = 1;
        try {
            status = work.run(stream);
        } catch (GatewayException e) {
            tell("\u0002scp: " + e.detail() + "\n");
        } catch (EOFException e) {
            LOG.debug("{}: the client ended SCP early", session.id());
        } catch (ScpProtocolException e) {
            LOG.info("{}: SCP is ended: {}", session.id(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.debug("{}: the SCP channel is gone", session.id(), e);
        } catch (RuntimeException e) {
            LOG.error("{}: SCP failed unexpectedly", session.id(), e);
            tell("\u0002scp: internal error\n");
        } finally {
            busy = false;
            peer.exit(status);
        }
    }

    private void tell(String words) {
        try {
            stream.write(words);
        } catch (IOException e) {
            LOG.debug("{}: the client is gone before the last words", session.id(), e);
        }
    }

    @Override
    public int received(byte[] bytes, int offset, int length) {
        if (!busy) {
            return length;
        }
        stream.arrived(bytes, offset, length);
        return 0;
    }

    @Override
    public void inputEnded() {
        stream.end();
    }

    @Override
    public void closed() {
        stream.cut();
    }

    @Override
    public boolean isBusy() {
        return busy;
    }
}
