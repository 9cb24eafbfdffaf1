package dev.filegate.core.storage;

/** How an upload relates to what stands at its path already. */
public sealed interface WriteMode {
    /** The path must be free, at open and at commit: else ALREADY_EXISTS. A partial of the same account there is replaced. */
    record CreateNew() implements WriteMode {}

    /** A new file replaces what is there, at commit. */
    record Replace() implements WriteMode {}

    /** Adds to the end of the committed file, or of the account's partial; creates the file if there is neither. */
    record Append() implements WriteMode {}

    /**
     * Keeps the first {@code offset} bytes of the committed file, or of the account's partial when there is no committed file, and
     * replaces the rest. An offset beyond what is there fails as UNSUPPORTED; offset 0 is {@link Replace}.
     */
    record ResumeAt(long offset) implements WriteMode {
        public ResumeAt {
            if (offset < 0) {
                throw new IllegalArgumentException("negative offset " + offset);
            }
        }
    }

    /** Writes inside the existing file, visible at once and not atomic; NOT_FOUND if there is none. Needs {@link Capability#IN_PLACE_WRITES}. */
    record InPlace() implements WriteMode {}
}
