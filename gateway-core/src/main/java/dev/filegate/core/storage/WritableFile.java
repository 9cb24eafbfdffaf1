package dev.filegate.core.storage;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.nio.ByteBuffer;

/**
 * An upload. Nothing is a success until {@link #commit} returns; {@link #close} without commit abandons, which leaves what stood at the
 * path byte for byte and may keep a partial to resume. Used by one thread at a time.
 */
public interface WritableFile extends AutoCloseable {
    /** Where a sequential writer goes on: 0 for a new file, the end for an append, the offset for a resumed upload. */
    long position();

    /** Writes all remaining bytes of {@code source} at {@code position}. */
    void write(ByteBuffer source, long position);

    /**
     * Reads back what the file being written holds so far, for clients that open one handle for both (sshfs, Go programs). Needs
     * {@link Capability#IN_PLACE_WRITES}; UNSUPPORTED without.
     *
     * @return how many bytes, fewer than asked only before the end; -1 at or beyond the end
     */
    default int read(ByteBuffer target, long position) {
        throw new GatewayException(Failure.UNSUPPORTED, "a file cannot be read while it is written here");
    }

    /**
     * Attributes the file gets with its commit; may be called several times. {@link AttributeChange#withSize} is different: it cuts or
     * extends at once what was written so far, and needs {@link Capability#IN_PLACE_WRITES}.
     */
    void setAttributes(AttributeChange change);

    /** Makes the upload the file at its path, atomically. May be called once. After a failure the upload is abandoned by {@link #close}. */
    void commit();

    /**
     * Gives the upload up for good: what {@link #close} would do, but no partial is kept. For protocols that cannot resume (TFTP), and
     * for uploads that a rule rejected. No effect after {@link #commit} or {@link #close}. Never fails; {@link #close} still follows.
     */
    void discard();

    /** Abandons unless committed; always releases. Never fails. */
    @Override
    void close();
}
