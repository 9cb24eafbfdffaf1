package dev.filegate.admin.http;

import java.util.List;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.status() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** A problem of this status. */
    public static ProblemException of(Problem.Status status, String detail) {
        return new ProblemException(Problem.of(status, detail));
    }

    /** A part of the request is wrong. */
    public static ProblemException invalid(String field, String words) {
        return new ProblemException(new Problem(
                Problem.Status.BAD_REQUEST.code(),
                Problem.Status.BAD_REQUEST.title(),
                field + ": " + words,
                List.of(new Problem.Part(field, words))));
    }

    /** There is no such thing. */
    public static ProblemException missing(String what) {
        return of(Problem.Status.NOT_FOUND, "there is no " + what);
    }

    public Problem problem() {
        return problem;
    }
}
