package dev.filegate.ftp;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.session.Session;
import dev.filegate.core.session.SessionContext;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.wire.ControlConnection;
import dev.filegate.ftp.wire.ControlInput;
import dev.filegate.tls.TlsContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one control connection, on one virtual thread: a request, its outcome, its reply, in order. While a transfer runs,
 * {@code ABOR} ends it, {@code STAT} and {@code NOOP} are answered at once unless they were pipelined before the transfer began, and
 * everything else waits its turn.
 */
final class FtpConnection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FtpConnection.class);

    /** So many requests in a row that are none end the connection. */
    private static final int MOST_GARBAGE = 20;

    /** Requests that wait for a transfer's end; more stay in the mailbox, where ABOR is not looked for. */
    private static final int MOST_WAITING = 16;

    private final ControlConnection control;
    private final FtpSession session;
    private final Queue<Request> waiting = new ArrayDeque<>(2);
    private final Patience patience;
    private final @Nullable TlsContext implicitTls;
    private int pipelined;
    private int garbage;
    private boolean over;
    private volatile boolean draining;

    /** @param implicitTls what the connection began its handshake with before anything was said, if it did */
    FtpConnection(FtpResources resources, Session core, ControlConnection control, Optional<TlsContext> implicitTls) {
        this.control = control;
        this.implicitTls = implicitTls.orElse(null);
        this.session = new FtpSession(resources, core, new ControlClient(control));
        this.patience = new Patience(resources.config().timeouts());
    }

    /** The client as handlers see it. */
    private record ControlClient(ControlConnection control) implements Client {
        @Override
        public InetSocketAddress remote() {
            return control.remote();
        }

        @Override
        public InetSocketAddress local() {
            return control.local();
        }

        @Override
        public boolean isAlive() {
            return control.isAlive();
        }
    }

    @Override
    public void run() {
        try {
            SessionContext.run(session.core().id(), this::converse);
        } finally {
            session.ports().close();
            if (!session.hasEverLoggedIn() && !draining) {
                session.core().abuse(Session.Abuse.NO_LOGIN);
            }
            session.core().close();
            control.flushAndClose();
        }
    }

    /** Asks it to end with a word as soon as no transfer runs. From any thread. */
    void drain() {
        draining = true;
        control.wake();
    }

    /** Ends it at once, with whatever transfer runs. From any thread. */
    void abort() {
        control.close();
    }

    private void converse() {
        try {
            if (implicitTls != null) {
                session.security().implicit();
                awaitTls(implicitTls);
            }
            if (!over) {
                greet();
            }
            while (!over) {
                step();
            }
        } catch (RuntimeException e) {
            LOG.error("the session of {} failed unexpectedly", control.remote(), e);
            control.reply(421, List.of("an internal error; the operator finds it in the log"));
            abandonTask();
        }
    }

    private void greet() {
        List<String> banner = session.config().texts().banner().lines().toList();
        control.reply(220, banner.isEmpty() ? List.of("") : banner);
        session.core().note("type", session.settings().type().letter());
    }

    private void step() {
        if (session.running().isEmpty() && !waiting.isEmpty()) {
            handle(waiting.remove());
        } else {
            receive();
        }
        endTask();
        checkTime();
        if (draining && session.running().isEmpty() && !over) {
            leave(421, "the gateway is shutting down; try again later");
        }
    }

    private void receive() {
        if (control.waiting() == 0) {
            control.flush();
        }
        boolean full = waiting.size() >= MOST_WAITING;
        Duration left = patience.left(session);
        switch (full ? control.awaitWake(left) : control.receive(left)) {
            case ControlInput.Line(String text) -> line(Request.parse(text));
            case ControlInput.Overlong() -> {
                control.reply(500, List.of("the line is too long; at most 4096 bytes are read"));
                countGarbage();
            }
            case ControlInput.Ended() -> vanish();
            case ControlInput.Woken(), ControlInput.Silence() -> {}
        }
    }

    private void line(Request request) {
        patience.heard();
        if (session.running().isEmpty()) {
            handle(request);
            return;
        }
        boolean early = pipelined > 0;
        pipelined = Math.max(0, pipelined - 1);
        boolean question = request.is(FtpCommand.NOOP)
                || (request.is(FtpCommand.STAT) && request.argument().isEmpty());
        if (question && !early && waiting.isEmpty()) {
            perform(FtpDispatcher.dispatch(session, request));
            return;
        }
        if (request.is(FtpCommand.ABOR)) {
            session.running().ifPresent(task -> task.abort(RunningTask.Reason.CLIENT));
        }
        waiting.add(request);
    }

    private void handle(Request request) {
        LOG.debug("{}", request.shown());
        if (request.isHttp()) {
            LOG.warn("attack: {} sent an HTTP request; closed", control.remote());
            session.core().abuse(Session.Abuse.GARBAGE);
            leave(421, "this is FTP, not HTTP; goodbye");
            return;
        }
        session.core().activity(request.shown());
        Outcome outcome = FtpDispatcher.dispatch(session, request);
        perform(outcome);
        if (request.command().isEmpty()) {
            countGarbage();
        } else {
            garbage = 0;
        }
        if (session.running().isEmpty()) {
            session.core().activity("idle");
        }
        patience.heard();
        if (request.is(FtpCommand.REIN)) {
            patience.loginBegins();
        }
    }

    private void countGarbage() {
        garbage++;
        if (garbage >= MOST_GARBAGE && !over) {
            LOG.warn("attack: {} sent {} lines in a row that are not FTP; closed", control.remote(), garbage);
            session.core().abuse(Session.Abuse.GARBAGE);
            leave(421, "too many lines that are not FTP; goodbye");
        }
    }

    private void perform(Outcome outcome) {
        switch (outcome) {
            case Reply reply -> control.reply(reply.code(), reply.lines());
            case Outcome.LongReply reply -> sendLong(reply);
            case Outcome.Transfer transfer -> {
                control.reply(transfer.opening().code(), transfer.opening().lines());
                pipelined = control.waiting();
                control.flush();
                session.core().activity(transfer.activity());
                session.started(RunningTask.start(
                        transfer,
                        session.security().data(transfer.endpoint()),
                        session.core().id(),
                        control::wake));
            }
            case Outcome.Work work -> {
                pipelined = control.waiting();
                session.core().activity(work.activity());
                session.started(RunningTask.start(work, session.core().id(), control::wake));
            }
            case Outcome.StartTls start -> startTls(start.inClear());
            case Outcome.EndTls end -> {
                control.reply(end.encrypted().code(), end.encrypted().lines());
                control.endTls();
                session.cleared();
            }
            case Outcome.Close close -> {
                control.reply(close.last().code(), close.last().lines());
                over = true;
            }
        }
    }

    private void startTls(Reply inClear) {
        TlsContext context = session.resources().tls().get();
        boolean begun =
                control.startTls(inClear.code(), inClear.lines(), context.controlEngine(), patience.handshake());
        if (begun) {
            awaitTls(context);
        } else {
            LOG.warn("attack: {} sent more in clear after AUTH; closed", control.remote());
            session.core().abuse(Session.Abuse.ATTACK);
            leave(421, "nothing may follow AUTH before the handshake; goodbye");
        }
    }

    private void awaitTls(TlsContext context) {
        try {
            session.secured(context, control.awaitTls());
        } catch (IOException e) {
            LOG.info("{}: {}", control.remote(), e.getMessage());
            over = true;
        }
        patience.heard();
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

    /** Answers a task that has ended. */
    private void endTask() {
        session.running().flatMap(RunningTask::result).ifPresent(result -> {
            session.ended();
            pipelined = 0;
            control.reply(result.code(), result.lines());
            session.core().activity("idle");
            patience.heard();
        });
    }

    private void checkTime() {
        if (over) {
            return;
        }
        if (session.running().isPresent()) {
            session.running()
                    .filter(task -> task.still().compareTo(patience.data()) >= 0)
                    .ifPresent(task -> task.abort(RunningTask.Reason.STILL));
        } else if (patience.isLoginOver(session)) {
            leave(421, "no login in time; goodbye");
        } else if (patience.isIdleOver(session)) {
            leave(421, "nothing heard for " + session.idleTimeout().toSeconds() + " seconds; goodbye");
        }
    }

    /** The client is gone. */
    private void vanish() {
        over = true;
        abandonTask();
    }

    /** What runs is aborted, and nobody hears how it ends. */
    private void abandonTask() {
        session.running().ifPresent(task -> {
            task.abort(RunningTask.Reason.DISCONNECTED);
            task.awaitEnd();
            session.ended();
        });
    }

    private void leave(int code, String words) {
        control.reply(code, List.of(words));
        over = true;
    }
}
