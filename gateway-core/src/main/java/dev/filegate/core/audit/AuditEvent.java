package dev.filegate.core.audit;

import dev.filegate.core.account.Network;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.VirtualPath;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Something that happened and that somebody may ask about later. Immutable. docs/audit.md lists the fields as they are written. */
public sealed interface AuditEvent {
    /** When it happened. */
    Instant at();

    /** An event that a client caused. */
    sealed interface OfClient extends AuditEvent {
        Origin origin();

        @Override
        default Instant at() {
            return origin().at();
        }
    }

    /** A connection was admitted. */
    record SessionOpened(Origin origin, InetSocketAddress local) implements OfClient {}

    /**
     * A connection was turned away before the protocol said a word.
     *
     * @param rule which rule decided
     */
    record SessionRefused(Origin origin, String reason, Rule rule) implements OfClient {}

    /**
     * A connection ended.
     *
     * @param duration since it was admitted
     * @param received bytes of files from the client
     * @param sent bytes of files to the client
     * @param reason {@code closed}, or why the gateway ended it
     */
    record SessionClosed(Origin origin, Duration duration, long received, long sent, String reason)
            implements OfClient {}

    /** A login was accepted. */
    record LoggedIn(Origin origin, Credential.Method method) implements OfClient {}

    /**
     * A login was refused, with the real reason, which the client does not learn.
     *
     * @param rule which rule decided
     */
    record LoginFailed(Origin origin, Credential.Method method, String reason, Rule rule) implements OfClient {}

    /** The login ended; the connection may go on (FTP REIN). */
    record LoggedOut(Origin origin) implements OfClient {}

    /**
     * Bytes of a file were moved, or should have been.
     *
     * @param offset position of the first byte in the file
     * @param bytes how many were moved
     * @param duration from opening to closing the file
     * @param detail why it is not complete, in words; empty when it is
     * @param sha256 of the file, 64 hexadecimal digits; empty when it is not known
     */
    record Transferred(
            Origin origin,
            Direction direction,
            VirtualPath path,
            long offset,
            long bytes,
            Duration duration,
            Completion completion,
            String detail,
            String sha256)
            implements OfClient {
        /** Without a checksum. */
        public Transferred(
                Origin origin,
                Direction direction,
                VirtualPath path,
                long offset,
                long bytes,
                Duration duration,
                Completion completion,
                String detail) {
            this(origin, direction, path, offset, bytes, duration, completion, detail, "");
        }
    }

    /**
     * Something in the tree was changed.
     *
     * @param target the new name of a rename or copy, what a link points to, the attributes set; else empty
     */
    record Changed(Origin origin, Operation operation, VirtualPath path, String target) implements OfClient {}

    /**
     * An operation on a file did not happen.
     *
     * @param rule which rule decided
     */
    record Refused(Origin origin, Operation operation, VirtualPath path, Failure failure, String detail, Rule rule)
            implements OfClient {}

    /**
     * An address was banned for what its client did.
     *
     * @param network the address, or the IPv6 /64 it lies in
     * @param repetition 1 for the first ban, counting up
     */
    record Banned(Origin origin, Network network, Duration time, int repetition) implements OfClient {}

    /** An operator lifted a ban before its time. */
    record BanLifted(Instant at, Network network) implements AuditEvent {}

    /**
     * Somebody changed something through the admin API, or tried to.
     *
     * @param actor name of the token
     * @param remote address the request came from
     * @param action what, as {@code account.update}
     * @param subject on what: the name of an account, the id of a session
     * @param detail what was changed, without secrets; why it failed
     * @param done whether it was done
     */
    record Administered(
            Instant at,
            String actor,
            InetSocketAddress remote,
            String action,
            String subject,
            String detail,
            boolean done)
            implements AuditEvent {}

    /**
     * The hash chain of the audit database has come so far. Written to the other sinks, so that a chain that was made anew from some
     * record on does not fit them.
     *
     * @param sequence of the last record
     * @param hash of the last record
     */
    record ChainHead(Instant at, long sequence, String hash) implements AuditEvent {}

    /** A sink could not keep up, or could not write: so many events before this one are missing there. */
    record EventsLost(Instant at, String sink, long count) implements AuditEvent {}

    /** The event as one of a client, if it is. */
    default Optional<OfClient> ofClient() {
        return this instanceof OfClient event ? Optional.of(event) : Optional.empty();
    }

    /** Which way the bytes went, as the gateway sees it. */
    enum Direction {
        /** From the client. */
        UPLOAD,
        /** To the client. */
        DOWNLOAD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a transfer ended. */
    enum Completion {
        /** An upload was committed; a download reached the end of the file. */
        COMPLETE,
        /** A download stopped before the end without a failure of the gateway: a range, or a client that had enough. */
        PARTIAL,
        /** An upload was abandoned, or a failure ended the transfer. */
        ABORTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What was done, or refused, in the tree. */
    enum Operation {
        STAT,
        LIST,
        READ,
        WRITE,
        DELETE,
        MKDIR,
        RMDIR,
        RENAME,
        ATTRIBUTES,
        COPY,
        READLINK,
        SYMLINK,
        HARDLINK,
        SPACE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
