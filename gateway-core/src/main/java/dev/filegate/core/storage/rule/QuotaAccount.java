package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The book of an account together with the tree it is about. */
final class QuotaAccount {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaAccount.class);

    private final QuotaLedger.Book book;
    private final Storage tree;

    QuotaAccount(QuotaLedger.Book book, Storage tree) {
        this.book = book;
        this.tree = tree;
    }

    QuotaLedger.Book book() {
        return book;
    }

    QuotaLedger.Hold hold(VirtualPath... paths) {
        return book.hold(List.of(paths));
    }

    /** Reserves, or fails in words. When there is no room, interrupted uploads that are gone meanwhile are looked for first. */
    void reserve(VirtualPath path, long bytes, long files) {
        reserve(path, bytes, files, () -> book.reserve(bytes, files));
    }

    /** As {@link #reserve}, for an upload that runs. */
    void reserveRunning(VirtualPath path, long bytes) {
        reserve(path, bytes, 0, () -> book.reserveRunning(bytes, 0));
    }

    private void reserve(VirtualPath path, long bytes, long files, BooleanSupplier attempt) {
        if ((bytes == 0 && files == 0) || attempt.getAsBoolean()) {
            return;
        }
        releaseLostPartials();
        if (!attempt.getAsBoolean()) {
            throw new GatewayException(
                    Failure.QUOTA_EXCEEDED,
                    NameCodec.printable(path.toString()) + ": the quota of " + crossed(files) + " would be exceeded",
                    Rule.QUOTA);
        }
    }

    private String crossed(long files) {
        QuotaUsage usage = book.usage();
        return files > usage.remainingFiles() ? usage.limitFiles() + " files" : usage.limitBytes() + " bytes";
    }

    /** An upload ran into its time to live, or was deleted by somebody else: what it held is free. */
    private void releaseLostPartials() {
        for (Map.Entry<VirtualPath, Long> noted : book.partials().entrySet()) {
            if (partialSize(noted.getKey()) < noted.getValue()) {
                reviewPartial(noted.getKey());
            }
        }
    }

    /** Releases what was noted for an interrupted upload beyond what is left of it. */
    void reviewPartial(VirtualPath path) {
        long noted = book.keepPartial(path, 0);
        if (noted > 0) {
            long left = Math.min(noted, partialSize(path));
            book.keepPartial(path, left);
            book.release(noted - left, 0);
        }
    }

    /** Bytes of the interrupted upload at a path; 0 without one. */
    long partialSize(VirtualPath path) {
        return Looks.at(tree, path, Links.FOLLOW)
                .filter(FileInfo::partial)
                .map(FileInfo::size)
                .orElse(0L);
    }

    /** Deletes the interrupted upload at a path; if that fails, its time to live ends it. */
    void dropPartial(VirtualPath path) {
        try {
            tree.deleteFile(path);
        } catch (GatewayException e) {
            LOG.warn("an interrupted upload beyond the quota could not be deleted", e);
        }
    }

    /** Bytes of the committed file at a path; 0 without one. */
    long committedSize(VirtualPath path) {
        return Looks.committedFile(tree, path).map(FileInfo::size).orElse(0L);
    }

    /** 1 when a committed file stands there, else 0. */
    long committedFiles(VirtualPath path) {
        return Looks.committedFile(tree, path).isPresent() ? 1 : 0;
    }

    /** Changes the figures by a difference that has happened already. */
    void settle(long bytes, long files) {
        book.charge(Math.max(0, bytes), Math.max(0, files));
        book.release(Math.max(0, -bytes), Math.max(0, -files));
    }

    /**
     * Runs an action that changes the size of the committed file at {@code path} and nothing else.
     *
     * @param expected the size it will have at most
     */
    void resize(VirtualPath path, long expected, Runnable action) {
        try (QuotaLedger.Hold _ = hold(path)) {
            long before = committedSize(path);
            long reserved = Math.max(0, expected - before);
            reserve(path, reserved, 0);
            try {
                action.run();
            } finally {
                settle(committedSize(path) - before - reserved, 0);
            }
        }
    }
}
