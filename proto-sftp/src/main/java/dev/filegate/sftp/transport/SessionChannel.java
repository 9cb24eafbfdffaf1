package dev.filegate.sftp.transport;

import dev.filegate.core.path.NameCodec;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.RemoteWindow;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.channel.AbstractServerChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session channel (RFC 4254 section 6) that serves a subsystem or a command and nothing else: no shell, no terminal, no environment,
 * no forwarding of agents or displays.
 */
final class SessionChannel extends AbstractServerChannel implements ChannelPeer {
    private static final Logger LOG = LoggerFactory.getLogger(SessionChannel.class);
    /** Below this the headers would outweigh what they carry; RFC 4253 section 6.1 wants 32,768 from everybody. */
    static final int SMALLEST_PACKET = 1024;

    private static final int LARGEST_PACKET = 128 * 1024;
    private static final int DATA_HEADER = 1 + Integer.BYTES + Integer.BYTES;

    private final ChannelServices services;
    private final Duration patience;
    private volatile @Nullable ChannelHandler handler;
    private boolean started;
    private int payload;

    private SessionChannel(ChannelServices services, Duration patience) {
        super(null);
        this.services = services;
        this.patience = patience;
    }

    /**
     * Makes the channels of the type that clients may open.
     *
     * @param patience how long a client may leave its window shut while something waits to be sent
     */
    static ChannelFactory factory(ChannelServices services, Duration patience) {
        return new ChannelFactory() {
            @Override
            public String getName() {
                return "session";
            }

            @Override
            public Channel createChannel(Session session) {
                return new SessionChannel(services, patience);
            }
        };
    }

    @Override
    public OpenFuture open(long recipient, long window, long packetSize, Buffer buffer) {
        payload = (int) Math.min(packetSize, LARGEST_PACKET);
        return super.open(recipient, window, payload, buffer); // MINA takes no packets above 2^31, which some announce
    }

    boolean isBusy() {
        ChannelHandler serving = handler;
        return serving != null && serving.isBusy();
    }

    @Override
    protected RequestHandler.Result handleInternalRequest(String request, boolean wantReply, Buffer buffer)
            throws IOException {
        return switch (request) {
            case "subsystem" -> serve(services.subsystem(buffer.getString(), login(), this));
            case "exec" -> serve(services.command(buffer.getString(), login(), this));
            default -> {
                LOG.debug("{} asked for {}, which is not to be had", this, NameCodec.printable(request));
                yield RequestHandler.Result.ReplyFailure;
            }
        };
    }

    private RequestHandler.Result serve(Optional<ChannelHandler> serving) {
        if (serving.isEmpty() || handler != null) {
            return RequestHandler.Result.ReplyFailure;
        }
        handler = serving.get();
        return RequestHandler.Result.ReplySuccess;
    }

    private ChannelServices.Login login() {
        return ((ServerConnection) getSession())
                .login()
                .orElseThrow(() -> new IllegalStateException("a channel before the login"));
    }

    @Override
    protected IoWriteFuture sendResponse(Buffer buffer, String request, RequestHandler.Result result, boolean wantReply)
            throws IOException {
        IoWriteFuture sent = super.sendResponse(buffer, request, result, wantReply);
        ChannelHandler serving = handler;
        if (serving != null && !started) {
            started = true;
            serving.start();
        }
        return sent;
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) throws IOException {
        ChannelHandler serving = handler;
        if (isClosing()) {
            return;
        }
        if (serving == null) {
            getLocalWindow().release(length); // sent before, or in spite of, the answer to what it is for
            return;
        }
        int done = serving.received(data, offset, (int) length);
        if (done > 0) {
            getLocalWindow().release(done);
        }
    }

    /** What clients send as extended data has no meaning here (RFC 4254 section 5.2). */
    @Override
    protected void doWriteExtendedData(byte[] data, int offset, long length) throws IOException {
        getLocalWindow().release(length);
    }

    @Override
    public void handleEof() throws IOException {
        if (isEofSignalled()) {
            return; // curl says it twice
        }
        super.handleEof();
        ChannelHandler serving = handler;
        if (serving != null) {
            serving.inputEnded();
        }
    }

    @Override
    protected void preClose() {
        ChannelHandler serving = handler;
        if (serving != null) {
            serving.closed();
        }
        super.preClose();
    }

    @Override
    public int payload() {
        return payload;
    }

    @Override
    public boolean offer(ByteBuffer chunk) throws IOException {
        RemoteWindow window = getRemoteWindow();
        if (window.getSize() < chunk.remaining()) {
            return false;
        }
        window.consume(chunk.remaining());
        send(chunk);
        return true;
    }

    @Override
    public void write(ByteBuffer chunk) throws IOException {
        try {
            while (chunk.hasRemaining()) {
                long room = getRemoteWindow().waitForSpace(patience);
                int length = (int) Math.min(room, chunk.remaining());
                boolean all = length == chunk.remaining();
                getRemoteWindow().consume(length);
                send(all ? chunk : firstPart(chunk, length));
                if (all) {
                    return;
                }
            }
        } catch (SocketTimeoutException e) {
            ((ServerConnection) getSession()).end("the client does not read what it asked for");
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private static ByteBuffer firstPart(ByteBuffer chunk, int length) {
        ByteBuffer part = ByteBuffer.allocate(HEADROOM + length + TAILROOM);
        part.position(HEADROOM)
                .put(chunk.slice(chunk.position(), length))
                .flip()
                .position(HEADROOM);
        chunk.position(chunk.position() + length);
        return part;
    }

    /** Makes the packet around the content, where it is. */
    private void send(ByteBuffer chunk) throws IOException {
        int start = chunk.arrayOffset() + chunk.position() - DATA_HEADER;
        Buffer packet = new ByteArrayBuffer(chunk.array(), start, 0);
        packet.wpos(start);
        packet.putByte(SshConstants.SSH_MSG_CHANNEL_DATA);
        packet.putUInt(getRecipient());
        packet.putUInt(chunk.remaining());
        packet.wpos(start + DATA_HEADER + chunk.remaining());
        writePacket(packet);
    }

    @Override
    public void release(int bytes) {
        try {
            getLocalWindow().release(bytes);
        } catch (IOException e) {
            LOG.debug("the window of {} could not be opened: {}", this, e.getMessage());
            close(true);
        }
    }

    @Override
    public void exit(int status) {
        try {
            sendEof();
            sendExitStatus(status);
        } catch (IOException e) {
            LOG.debug("{} ended before its exit status was sent: {}", this, e.getMessage());
        }
        close(false);
    }

    @Override
    public void abort() {
        close(false);
    }
}
