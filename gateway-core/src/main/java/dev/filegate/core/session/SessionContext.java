package dev.filegate.core.session;

/**
 * Tells which session the code of this thread works for, so that every log line can name it. Threads started inside (data connections)
 * bind it again.
 */
public final class SessionContext {
    private static final ScopedValue<String> SESSION = ScopedValue.newInstance();

    private SessionContext() {}

    /** Runs {@code work} on behalf of a session. */
    public static void run(String session, Runnable work) {
        ScopedValue.where(SESSION, session).run(work);
    }

    /** Like {@link #run}, with a result and exceptions. */
    public static <T, X extends Throwable> T call(String session, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(SESSION, session).call(work);
    }

    /** The id of the session this thread works for; empty if there is none. */
    public static String id() {
        return SESSION.orElse("");
    }
}
