package dev.filegate.sftp;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.session.Session;
import dev.filegate.sftp.wire.FramingException;
import dev.filegate.sftp.wire.MalformedPacketException;
import dev.filegate.sftp.wire.PacketAssembler;
import dev.filegate.sftp.wire.ReplyBuffer;
import dev.filegate.sftp.wire.SftpDecoder;
import dev.filegate.sftp.wire.SftpEncoder;
import dev.filegate.sftp.wire.SftpRequest;
import dev.filegate.sftp.wire.SftpResponse;
import dev.filegate.sftp.wire.StatusCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests in what a client sends, each answered in its turn. For one thread at a time. */
final class RequestStream {
    private static final Logger LOG = LoggerFactory.getLogger(RequestStream.class);

    private final SftpDispatcher dispatcher;
    private final Session session;
    private final ReplyBuffer replies;
    private final PacketAssembler assembler = new PacketAssembler();
    private boolean garbled;
    private @Nullable SftpRequest postponed;

    RequestStream(SftpDispatcher dispatcher, Session session, ReplyBuffer replies) {
        this.dispatcher = dispatcher;
        this.session = session;
        this.replies = replies;
    }

    /** The next piece of what the client sends; the one before was worked off. */
    void feed(byte[] bytes, int offset, int length) {
        assembler.feed(bytes, offset, length);
    }

    /** Gives back what is not worked off of the piece: it will be fed again. */
    int takeBack() {
        int left = assembler.remaining();
        assembler.feed(new byte[0], 0, 0);
        return left;
    }

    /** Whether a request waits for {@link #answerPostponed}. */
    boolean hasPostponed() {
        return postponed != null;
    }

    void answerPostponed() {
        SftpRequest request = postponed;
        postponed = null;
        if (request != null) {
            answer(request);
        }
    }

    /**
     * Answers the next request.
     *
     * @param inHaste whether one that may take long is postponed
     * @return whether there was one
     */
    boolean answerNext(boolean inHaste) throws FramingException {
        ByteBuffer packet = assembler.next();
        if (!packet.hasRemaining()) {
            return false;
        }
        SftpRequest request;
        try {
            request = SftpDecoder.decode(packet);
        } catch (MalformedPacketException e) {
            refuse(packet, e);
            return true;
        }
        if (inHaste && SftpDispatcher.isLong(request)) {
            postponed = request;
        } else {
            answer(request);
        }
        return true;
    }

    private void refuse(ByteBuffer packet, MalformedPacketException e) {
        if (!garbled) {
            garbled = true;
            session.abuse(Session.Abuse.GARBAGE); // once: one faulty client must not be banned for all its packets
        }
        encode(new SftpResponse.Status(
                SftpDecoder.idOf(packet), StatusCode.BAD_MESSAGE, String.valueOf(e.getMessage())));
    }

    private void answer(SftpRequest request) {
        SftpResponse response;
        try {
            response = dispatcher.dispatch(request);
        } catch (RuntimeException e) {
            LOG.error(
                    "{}: {} failed unexpectedly",
                    session.id(),
                    request.getClass().getSimpleName(),
                    e);
            response = new SftpResponse.Status(request.id(), StatusCode.FAILURE, "internal error");
        }
        encode(response);
    }

    private void encode(SftpResponse response) {
        try {
            SftpEncoder.encode(response, replies);
        } catch (GatewayException e) {
            // only DATA reads while it is encoded
            SftpEncoder.encode(SftpStatus.of(((SftpResponse.Data) response).id(), e), replies);
        }
    }
}
