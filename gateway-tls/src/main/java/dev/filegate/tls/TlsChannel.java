package dev.filegate.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS over a connected, blocking socket. One thread reads or writes; {@link #close} may come from any other and makes everything else
 * fail at once. Several records go through the socket in one call. Holds about 200 KiB.
 *
 * <p>Unlike JSSE's own socket it tells the orderly end of a stream, a close_notify, from a cut one: the first is -1, the second an
 * exception (RFC 8446 section 6.1).
 */
public final class TlsChannel implements ByteChannel {
    private static final int RECEIVE_BYTES = 64 * 1024;
    private static final int SEND_BYTES = 128 * 1024;

    /** What fits into a record (RFC 8446 section 5.1). */
    private static final int PIECE_BYTES = 16 * 1024;

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final int recordBytes;

    /** Received and not yet decrypted; ready to be read from. */
    private final ByteBuffer received;

    /** Encrypted and not yet sent; ready to be written to. */
    private final ByteBuffer sending;

    /** Decrypted and not yet asked for; ready to be read from. Empty unless the reader's buffer was smaller than a record. */
    private ByteBuffer decrypted = ByteBuffer.allocate(0);

    /** What is to be encrypted next, of a buffer that is no array. */
    private ByteBuffer plain = ByteBuffer.allocate(0);

    private TlsChannel(SocketChannel socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
        this.recordBytes = engine.getSession().getPacketBufferSize();
        this.received =
                ByteBuffer.allocate(Math.max(RECEIVE_BYTES, recordBytes)).flip();
        this.sending = ByteBuffer.allocate(Math.max(SEND_BYTES, recordBytes));
    }

    /**
     * Shakes hands. The socket stays the caller's until this returns.
     *
     * @throws IOException when the handshake fails; an alert was sent if one was due
     */
    public static TlsChannel handshake(SocketChannel socket, SSLEngine engine) throws IOException {
        TlsChannel channel = new TlsChannel(socket, engine);
        engine.beginHandshake();
        try {
            channel.shakeHands();
            channel.flushLastFlight();
        } catch (SSLException e) {
            channel.sendAlert();
            throw e;
        }
        return channel;
    }

    /** What the handshake agreed on. */
    public SSLSession session() {
        return engine.getSession();
    }

    private void shakeHands() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> receiveHandshake();
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    private void receiveHandshake() throws IOException {
        ByteBuffer target = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = engine.unwrap(received, target);
        switch (result.getStatus()) {
            case OK -> {
                if (target.position() > 0) {
                    decrypted = target.flip();
                }
            }
            case BUFFER_UNDERFLOW -> {
                flush();
                fill();
            }
            case BUFFER_OVERFLOW -> throw new SSLException("a record is larger than TLS allows");
            case CLOSED -> throw new SSLException("the client ended the connection during the handshake");
        }
    }

    /**
     * What a server of TLS 1.3 has left to send after the client's last message is a ticket, which waits until there is something to send
     * anyway. A client that uploads reads nothing more: when a ticket reaches its side after it closed, that side answers with a reset and
     * throws away what of the file it had not sent yet (curl 7.88 does so with nearly every short file).
     */
    private void flushLastFlight() throws IOException {
        boolean ticketOnly =
                !engine.getUseClientMode() && engine.getSession().getProtocol().equals("TLSv1.3");
        if (!ticketOnly) {
            flush();
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** After a failed handshake the engine has an alert to send; the failure itself is what the caller hears of. */
    private void sendAlert() {
        try {
            while (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
                if (wrap(ByteBuffer.allocate(0)).getStatus() != SSLEngineResult.Status.OK) {
                    break;
                }
            }
            flush();
        } catch (IOException e) {
            // Nobody is left to be told.
        }
    }

    /**
     * Reads what is there, at least one byte; -1 after a close_notify.
     *
     * @throws IOException when the stream ends without one: it may have been cut by somebody else
     */
    @Override
    public int read(ByteBuffer target) throws IOException {
        int before = target.position();
        while (target.hasRemaining()) {
            if (decrypted.hasRemaining()) {
                moveDecrypted(target);
                continue;
            }
            SSLEngineResult result = unwrap(target);
            boolean some = target.position() > before;
            switch (result.getStatus()) {
                case OK, BUFFER_OVERFLOW -> answerPostHandshake();
                case BUFFER_UNDERFLOW -> {
                    if (some) {
                        return target.position() - before;
                    }
                    fill();
                }
                case CLOSED -> {
                    return some || decrypted.hasRemaining() ? target.position() - before : -1;
                }
            }
        }
        return target.position() - before;
    }

    /**
     * Straight into the reader's buffer when a whole record is sure to fit, else through one of our own: also when it is a direct one, since
     * the JDK's AES-GCM is three times as fast between arrays.
     */
    private SSLEngineResult unwrap(ByteBuffer target) throws SSLException {
        int plainBytes = engine.getSession().getApplicationBufferSize();
        if (target.hasArray() && target.remaining() >= plainBytes) {
            return engine.unwrap(received, target);
        }
        ByteBuffer own = decrypted.capacity() >= plainBytes ? decrypted.clear() : ByteBuffer.allocate(plainBytes);
        SSLEngineResult result = engine.unwrap(received, own);
        decrypted = own.flip();
        return result;
    }

    private void moveDecrypted(ByteBuffer target) {
        int count = Math.min(target.remaining(), decrypted.remaining());
        target.put(decrypted.slice(decrypted.position(), count));
        decrypted.position(decrypted.position() + count);
    }

    /** A key update asks for an answer (RFC 8446 section 4.6.3). */
    private void answerPostHandshake() throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> runTasks();
            case NEED_WRAP -> {
                wrap(ByteBuffer.allocate(0));
                flush();
            }
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN, FINISHED, NOT_HANDSHAKING -> {}
        }
    }

    private void fill() throws IOException {
        received.compact();
        int count = socket.read(received);
        received.flip();
        if (count < 0) {
            throw new SSLException("the TLS stream was cut: no close_notify came before the end of the connection");
        }
    }

    /** Sends everything. */
    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        while (source.hasRemaining()) {
            encrypt(inArray(source));
        }
        flush();
        return count;
    }

    /** All that remains of an array, or the next piece of a direct buffer: see {@link #unwrap}. */
    private ByteBuffer inArray(ByteBuffer source) {
        if (source.hasArray()) {
            return source;
        }
        if (plain.capacity() == 0) {
            plain = ByteBuffer.allocate(PIECE_BYTES);
        }
        int count = Math.min(source.remaining(), PIECE_BYTES);
        plain.clear().put(source.slice(source.position(), count));
        source.position(source.position() + count);
        return plain.flip();
    }

    private void encrypt(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            switch (wrap(source).getStatus()) {
                case OK, BUFFER_OVERFLOW -> {}
                case BUFFER_UNDERFLOW -> throw new SSLException("the TLS engine took nothing");
                case CLOSED -> throw new SSLException("the TLS stream is closed already");
            }
        }
    }

    private SSLEngineResult wrap(ByteBuffer source) throws IOException {
        if (sending.remaining() < recordBytes) {
            flush();
        }
        return engine.wrap(source, sending);
    }

    private void flush() throws IOException {
        sending.flip();
        while (sending.hasRemaining()) {
            socket.write(sending);
        }
        sending.clear();
    }

    /** Sends the close_notify and then the end of the connection: the other side now knows that it has everything. */
    public void finish() throws IOException {
        closeOutbound();
        socket.shutdownOutput();
    }

    /** Sends the close_notify only: the connection may go on in clear. */
    public void closeOutbound() throws IOException {
        engine.closeOutbound();
        while (!engine.isOutboundDone()) {
            if (wrap(ByteBuffer.allocate(0)).getStatus() == SSLEngineResult.Status.CLOSED) {
                break;
            }
        }
        flush();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    /** Closes the socket as it is; {@link #finish} comes before for an orderly end. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
