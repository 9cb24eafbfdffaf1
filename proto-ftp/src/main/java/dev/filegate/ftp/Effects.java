package dev.filegate.ftp;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.session.Session;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.wire.ControlConnection;
import dev.filegate.tls.TlsContext;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outcomes do: replies are written, transfers and other work begin, TLS is put below the control connection and taken away again.
 * Confined to the session's thread.
 */
final class Effects {
    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

    private final ControlConnection control;
    private final FtpSession session;
    private final Patience patience;
    private final WaitingRequests waiting;

    Effects(ControlConnection control, FtpSession session, Patience patience, WaitingRequests waiting) {
        this.control = control;
        this.session = session;
        this.patience = patience;
        this.waiting = waiting;
    }

    /** @return whether the conversation goes on */
    boolean perform(Outcome outcome) {
        switch (outcome) {
            case Reply reply -> reply(reply);
            case Outcome.LongReply reply -> sendLong(reply);
            case Outcome.Transfer transfer -> begin(transfer);
            case Outcome.Work work -> begin(work);
            case Outcome.StartTls start -> {
                return startTls(start.inClear());
            }
            case Outcome.EndTls end -> {
                reply(end.encrypted());
                control.endTls();
                session.cleared();
            }
            case Outcome.Close close -> {
                reply(close.last());
                return false;
            }
        }
        return true;
    }

    private void reply(Reply reply) {
        control.reply(reply.code(), reply.lines());
    }

    private void sendLong(Outcome.LongReply reply) {
        control.open(reply.code(), reply.first());
        String last = reply.last();
        try {
            reply.lines().writeTo(control::inner);
        } catch (GatewayException e) {
            LOG.warn("a long reply ended early: {}", e.detail(), e);
            last = "ended early: " + e.detail();
        }
        control.reply(reply.code(), List.of(last));
    }

    private void begin(Outcome.Transfer transfer) {
        reply(transfer.opening());
        waiting.taskBegins(control.waiting());
        control.flush();
        session.core().activity(transfer.activity());
        session.started(RunningTask.start(
                transfer,
                session.security().data(transfer.endpoint()),
                session.core().id(),
                control::wake));
    }

    private void begin(Outcome.Work work) {
        waiting.taskBegins(control.waiting());
        session.core().activity(work.activity());
        session.started(RunningTask.start(work, session.core().id(), control::wake));
    }

    private boolean startTls(Reply inClear) {
        TlsContext context = session.resources().tls().get();
        boolean begun =
                control.startTls(inClear.code(), inClear.lines(), context.controlEngine(), patience.handshake());
        if (begun) {
            return awaitTls(context);
        }
        LOG.warn("attack: {} sent more in clear after AUTH; closed", control.remote());
        session.core().abuse(Session.Abuse.ATTACK);
        session.core().ending("more came in clear after AUTH");
        reply(Reply.of(421, "nothing may follow AUTH before the handshake; goodbye"));
        return false;
    }

    /**
     * Waits for the end of a handshake that has begun.
     *
     * @return whether it came about; the connection is closed otherwise
     */
    boolean awaitTls(TlsContext context) {
        try {
            session.secured(context, control.awaitTls());
            return true;
        } catch (IOException e) {
            LOG.info("{}: {}", control.remote(), e.getMessage());
            session.core().ending(String.valueOf(e.getMessage()));
            return false;
        } finally {
            patience.heard();
        }
    }
}
