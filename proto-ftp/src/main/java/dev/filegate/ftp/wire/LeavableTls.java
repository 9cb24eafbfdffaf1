package dev.filegate.ftp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * TLS that the connection can go on without. Once this side has said its close_notify, the client may answer with its own (RFC 4217 section
 * 12.3) or go on in clear at once, as curl does unless {@code --ftp-ssl-ccc-mode active} is given.
 */
final class LeavableTls extends SslHandler {
    /** Content types of records (RFC 8446 section 5.1, RFC 6520): no line of FTP begins with such a byte. */
    private static final int FIRST_TYPE = 20;

    private static final int LAST_TYPE = 24;

    private boolean leaving;

    LeavableTls(SSLEngine engine, boolean startTls, Executor signers) {
        super(engine, startTls, signers);
    }

    /** From now on whatever is no record is in clear. On the event loop. */
    void leave() {
        leaving = true;
    }

    /** Always begins with a record: what follows one that is not complete is not handed on. */
    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws SSLException {
        if (leaving && in.isReadable() && !isRecord(in.getUnsignedByte(in.readerIndex()))) {
            ctx.pipeline().remove(this); // what was received goes on as it is
            return;
        }
        super.decode(ctx, in, out);
    }

    private static boolean isRecord(int type) {
        return type >= FIRST_TYPE && type <= LAST_TYPE;
    }
}
