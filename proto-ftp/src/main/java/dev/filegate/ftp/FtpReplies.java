package dev.filegate.ftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.ftp.Outcome.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replies that many verbs share, and the one table from failures to codes. */
public final class FtpReplies {
    private static final Logger LOG = LoggerFactory.getLogger(FtpReplies.class);

    private FtpReplies() {}

    /** The code of a failure, after RFC 959 section 4.2.1: 4yz may succeed later, 5yz will not. */
    public static int code(Failure failure) {
        return switch (failure) {
            case NOT_FOUND, ALREADY_EXISTS, NOT_A_DIRECTORY, IS_A_DIRECTORY, NOT_EMPTY, PERMISSION_DENIED -> 550;
            case INVALID_NAME -> 553;
            case QUOTA_EXCEEDED -> 552;
            case NO_SPACE -> 452;
            case BUSY, UNAVAILABLE -> 450;
            case UNSUPPORTED -> 504;
            case INTERNAL -> 451;
        };
    }

    /**
     * What a client is told about a failure. An operator is warned only of what concerns them: what clients do wrong is in the audit
     * trail, and must not let them fill the log.
     *
     * @param what the verb, with what it works on if that is known
     */
    static Reply failure(String what, GatewayException failure) {
        if (failure.failure().concernsOperator()) {
            LOG.warn("{} failed: {}", what, failure.detail(), failure);
        } else {
            LOG.debug("{} failed: {}", what, failure.detail(), failure);
        }
        return Reply.of(code(failure.failure()), failure.detail());
    }

    /** 451 for what nobody expected: the client learns nothing more than that. */
    static Reply internal() {
        return Reply.of(code(Failure.INTERNAL), "an internal error; the operator finds it in the log");
    }

    /** 501 with words. */
    public static Reply syntax(String problem) {
        return Reply.of(501, problem);
    }

    /** 501 with the words of a parser. */
    public static Reply syntax(IllegalArgumentException problem) {
        return Reply.of(501, String.valueOf(problem.getMessage()));
    }

    /** 504 with words. */
    public static Reply unsupported(String problem) {
        return Reply.of(504, problem);
    }

    /** 200, the command did what it should. */
    public static Reply ok(String text) {
        return Reply.of(200, text);
    }

    /** 250, the file action was completed. */
    public static Reply done(String text) {
        return Reply.of(250, text);
    }

    /** A path between double quotes, those in it doubled (RFC 959 appendix II). */
    public static String quoted(Object path) {
        return "\"" + path.toString().replace("\"", "\"\"") + "\"";
    }
}
