package dev.filegate.ftp.listing;

import dev.filegate.core.account.Account;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.Storage;
import dev.filegate.ftp.data.ByteSink;
import java.io.IOException;
import java.util.Set;

/**
 * MLSD of a directory: itself as {@code .} ({@code cdir}), the one above as {@code ..} ({@code pdir}, not at the top), then all its
 * entries, hidden ones too (RFC 3659 section 7.2).
 */
final class MlsdListing implements Listing {
    private final Storage storage;
    private final Account account;
    private final VirtualPath directory;
    private final Set<Fact> facts;
    private final FileInfo itself;
    private final DirectoryCursor cursor;

    MlsdListing(Storage storage, Account account, VirtualPath directory, Set<Fact> facts) {
        this.storage = storage;
        this.account = account;
        this.directory = directory;
        this.facts = facts;
        this.itself = storage.stat(directory, Links.FOLLOW);
        this.cursor = storage.list(directory);
    }

    @Override
    public void send(ByteSink target) throws IOException {
        LineBuffer line = new LineBuffer(target);
        MlsxFormat format = new MlsxFormat(facts, PermFacts.below(directory, account));
        format.write(line, ".", itself, "cdir", PermFacts.of(directory, account));
        if (!directory.isRoot()) {
            VirtualPath above = directory.parent();
            format.write(line, "..", storage.stat(above, Links.FOLLOW), "pdir", PermFacts.of(above, account));
        }
        while (cursor.advance()) {
            line.looked();
            FileInfo info = cursor.entry();
            format.write(line, info.name(), info);
        }
        line.flush();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
