package dev.filegate.core.directory;

import dev.filegate.core.auth.AnonymousAccess;
import dev.filegate.core.path.NameCodec;

/** What accounts and groups may be called. */
public final class Names {
    /** Characters of the longest name. */
    public static final int LONGEST = 128;

    private Names() {}

    /**
     * Checks the name of an account: a group's name, but not one that anonymous visitors use.
     *
     * @throws IllegalArgumentException with words for the operator
     */
    public static void checkAccount(String name) {
        checkGroup(name);
        check(!AnonymousAccess.isVisitor(name), name, "anonymous visitors use this name");
    }

    /**
     * Checks the name of a group: 1 to {@value #LONGEST} characters that can stand in a path and on a command line: no white space, control
     * characters, {@code /}, {@code \}, {@code :} or {@code ,}, none of {@code . - @} at the front.
     *
     * @throws IllegalArgumentException with words for the operator
     */
    public static void checkGroup(String name) {
        check(!name.isEmpty() && name.length() <= LONGEST, name, "a name has 1 to " + LONGEST + " characters");
        check(".-@".indexOf(name.charAt(0)) < 0, name, "a name does not begin with \"" + name.charAt(0) + "\"");
        check(
                name.codePoints()
                        .noneMatch(c -> "/\\:,{}*?\"".indexOf(c) >= 0
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE
                                || Character.getType(c) == Character.FORMAT),
                name,
                "a name holds no white space, control characters or any of / \\ : , { } * ? \"");
    }

    private static void check(boolean right, String name, String words) {
        if (!right) {
            throw new IllegalArgumentException("\"" + NameCodec.printable(name) + "\": " + words);
        }
    }
}
