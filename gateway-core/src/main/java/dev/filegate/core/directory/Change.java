package dev.filegate.core.directory;

/** What came of a change to a store. Only {@link Done} changed anything. */
public sealed interface Change<T> {
    /** It is stored; for a deletion this is what was deleted. */
    record Done<T>(Versioned<T> stored) implements Change<T> {}

    /** Somebody else has changed it since the version the caller knows. */
    record Conflict<T>(Versioned<T> current) implements Change<T> {}

    /** There is nothing of that name. */
    record Missing<T>() implements Change<T> {}

    /** The name is taken. */
    record Taken<T>() implements Change<T> {}

    /** It is declared in the configuration, and only changed there. */
    record Declared<T>() implements Change<T> {}

    /** Accounts belong to the group that was to be deleted. */
    record InUse<T>(long accounts) implements Change<T> {}

    /**
     * It makes no sense.
     *
     * @param field which part, as the admin API names it: {@code groups}, {@code mounts[1].storage}
     * @param words what is wrong, for the operator
     */
    record Invalid<T>(String field, String words) implements Change<T> {}
}
