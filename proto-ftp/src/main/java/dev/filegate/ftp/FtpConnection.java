package dev.filegate.ftp;

import dev.filegate.core.session.Session;
import dev.filegate.core.session.SessionContext;
import dev.filegate.ftp.wire.ControlConnection;
import dev.filegate.ftp.wire.ControlInput;
import dev.filegate.tls.TlsContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    private final ControlConnection control;
    private final FtpSession session;
    private final WaitingRequests waiting = new WaitingRequests();
    private final Patience patience;
    private final Effects effects;
    private final @Nullable TlsContext implicitTls;
    private int garbage;
    private boolean over;
    private volatile boolean draining;

    /** @param implicitTls what the connection began its handshake with before anything was said, if it did */
    FtpConnection(FtpResources resources, Session core, ControlConnection control, Optional<TlsContext> implicitTls) {
        this.control = control;
        this.implicitTls = implicitTls.orElse(null);
        this.session = new FtpSession(resources, core, new ControlClient(control));
        this.patience = new Patience(resources.config().timeouts());
        this.effects = new Effects(control, session, patience, waiting);
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
                over = !effects.awaitTls(implicitTls);
            }
            if (!over) {
                greet();
            }
            while (!over) {
                step();
            }
        } catch (RuntimeException e) {
            LOG.error("the session of {} failed unexpectedly", control.remote(), e);
            session.core().ending("an internal error");
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
            handle(waiting.next());
        } else {
            receive();
        }
        endTask();
        checkTime();
        if (draining && session.running().isEmpty() && !over) {
            leave("the gateway is shutting down", "try again later");
        }
    }

    private void receive() {
        if (control.waiting() == 0) {
            control.flush();
        }
        Duration left = patience.left(session);
        switch (waiting.isFull() ? control.awaitWake(left) : control.receive(left)) {
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
        if (waiting.letsPass(request)) {
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
            leave("this is FTP, not HTTP", "goodbye");
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
            leave("too many lines that are not FTP", "goodbye");
        }
    }

    private void perform(Outcome outcome) {
        if (!effects.perform(outcome)) {
            over = true;
        }
    }

    /** Answers a task that has ended. */
    private void endTask() {
        session.running().flatMap(RunningTask::result).ifPresent(result -> {
            session.ended();
            waiting.taskEnds();
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
            leave("no login in time", "goodbye");
        } else if (patience.isIdleOver(session)) {
            leave("nothing heard for " + session.idleTimeout().toSeconds() + " seconds", "goodbye");
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

    private void leave(String reason, String lastWord) {
        session.core().ending(reason);
        control.reply(421, List.of(reason + "; " + lastWord));
        over = true;
    }
}
