package dev.filegate.admin.http;

import dev.filegate.admin.http.Problem.Status;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entity tags made of versions (RFC 9110 section 8.8.3), which keep two administrators from undoing each other's changes. */
public final class ETags {
    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private ETags() {}

    public static String of(long version) {
        return '"' + Long.toString(version) + '"';
    }

    /**
     * The version that a change is meant for.
     *
     * @param ifMatch the header; empty when it was not sent
     * @return empty for {@code *}: whatever the version
     * @throws ProblemException 428 without the header, 400 for what is no tag of ours
     */
    public static OptionalLong required(String ifMatch) {
        if (ifMatch.isEmpty()) {
            throw ProblemException.of(
                    Status.PRECONDITION_REQUIRED,
                    "this needs the header If-Match with the ETag that was read, or * to change it whatever it is");
        }
        return optional(ifMatch);
    }

    /** As {@link #required}, where the header may be missing. */
    public static OptionalLong optional(String ifMatch) {
        if (ifMatch.isEmpty() || ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw ProblemException.of(Status.PRECONDITION_FAILED, "If-Match is not an ETag that was given out here");
        }
        return OptionalLong.of(Long.parseLong(tag.group(1)));
    }
}
