package dev.filegate.sftp.transport;

import java.io.IOException;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.session.ServerConnectionService;

/** The channels of a connection (RFC 4254), so many and no more. */
final class SessionChannels extends ServerConnectionService {
    private final int most;

    private SessionChannels(ServerConnection connection, int most) throws SshException {
        super(connection);
        this.most = most;
        connection.carries(this);
    }

    /** Makes the service once a client is logged in, for {@code most} channels at the same time. */
    static ServiceFactory factory(int most) {
        return new ServiceFactory() {
            @Override
            public String getName() {
                return "ssh-connection";
            }

            @Override
            public Service create(Session session) throws IOException {
                return new SessionChannels((ServerConnection) session, most);
            }
        };
    }

    boolean isBusy() {
        return channels.values().stream().anyMatch(channel -> channel instanceof SessionChannel open && open.isBusy());
    }

    /** Forwarding above all; clients ask for it as a matter of course, so it is no event. */
    @Override
    protected IoWriteFuture handleUnknownRequest(Buffer request, String name, boolean wantReply) throws IOException {
        return sendGlobalResponse(request, name, RequestHandler.Result.Unsupported, wantReply);
    }

    @Override
    protected void channelOpen(Buffer request) throws Exception {
        int start = request.rpos();
        request.getString();
        long sender = request.getUInt();
        request.getUInt();
        long packets = request.getUInt();
        if (channels.size() >= most) {
            refuse(request, sender, most + " channels are open, which is the limit");
        } else if (packets < SessionChannel.SMALLEST_PACKET) {
            refuse(request, sender, "packets of " + packets + " bytes are too small to be of use");
        } else {
            request.rpos(start);
            super.channelOpen(request);
        }
    }

    private void refuse(Buffer request, long sender, String words) throws IOException {
        sendChannelOpenFailure(request, sender, SshConstants.SSH_OPEN_RESOURCE_SHORTAGE, words, "");
    }
}
