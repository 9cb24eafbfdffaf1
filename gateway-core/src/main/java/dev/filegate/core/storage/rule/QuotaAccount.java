package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.Storage;
import java.util.List;
import java.util.Map;

/** The book of an account together with the tree it is about. */
final class QuotaAccount {
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
        if ((bytes == 0 && files == 0) || book.reserve(bytes, files)) {
            return;
        }
        releaseLostPartials();
        if (!book.reserve(bytes, files)) {
            throw new GatewayException(
                    Failure.QUOTA_EXCEEDED,
                    NameCodec.printable(path.toString()) + ": the quota of " + crossed(files) + " would be exceeded");
        }
    }

    private String crossed(long files) {
        QuotaUsage usage = book.usage();
        return files > usage.remainingFiles() ? usage.limitFiles() + " files" : usage.limitBytes() + " bytes";
    }

    /** An upload ran into its time to live, or was deleted by somebody else: what it held is free. */
    private void releaseLostPartials() {
        for (Map.Entry<VirtualPath, Long> noted : book.partials().entrySet()) {
            long left = partialSize(noted.getKey());
            if (left < noted.getValue()) {
                book.release(Math.max(0, book.keepPartial(noted.getKey(), left) - left), 0);
            }
        }
    }

    /** Bytes of the interrupted upload at a path; 0 without one. */
    long partialSize(VirtualPath path) {
        return Looks.at(tree, path, Links.FOLLOW)
                .filter(FileInfo::partial)
                .map(FileInfo::size)
                .orElse(0L);
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
