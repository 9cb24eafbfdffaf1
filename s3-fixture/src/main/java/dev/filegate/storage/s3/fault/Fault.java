package dev.filegate.storage.s3.fault;

import java.time.Duration;

/** What goes wrong with one request. Positions count bytes of the body; a fault at a position the body does not reach does not happen. */
public sealed interface Fault {
    /** Nothing. */
    record None() implements Fault {}

    /** The store's own refusal; the request never reaches it. */
    record Answer(int status, String code, String message) implements Fault {}

    /** The connection is reset when so many bytes of what the client sends have been passed on. */
    record ResetWhileSending(long after) implements Fault {}

    /** The connection is reset when so many bytes of the answer's body have been passed on. */
    record ResetWhileReceiving(long after) implements Fault {}

    /** The answer's body ends early, with an orderly end of the connection. */
    record Truncated(long after) implements Fault {}

    /** One bit of what the client sends is another when it reaches the store. */
    record CorruptedSending(long at) implements Fault {}

    /** One bit of the answer's body is another when it reaches the client. */
    record CorruptedReceiving(long at) implements Fault {}

    /** The store does what it was asked, and the connection is reset before the client hears of it. */
    record LostAnswer() implements Fault {}

    /** Nothing comes for so long before the answer. */
    record StalledAnswer(Duration time) implements Fault {}

    /** Nothing comes for so long in the middle of the answer's body. */
    record StalledReceiving(long after, Duration time) implements Fault {}

    /** An answer that something is not there becomes a refusal, as for clients without the right to list. */
    record HiddenAbsence() implements Fault {}

    Fault NONE = new None();

    /** What S3 answers to too many requests. */
    static Fault slowDown() {
        return new Answer(503, "SlowDown", "Please reduce your request rate.");
    }

    static Fault internalError() {
        return new Answer(500, "InternalError", "We encountered an internal error. Please try again.");
    }

    static Fault expiredCredentials() {
        return new Answer(400, "ExpiredToken", "The provided token has expired.");
    }

    static Fault clockSkew() {
        return new Answer(
                403,
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.");
    }

    static Fault accessDenied() {
        return new Answer(403, "AccessDenied", "Access Denied");
    }
}
