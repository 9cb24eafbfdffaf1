package dev.filegate.core.storage.rule;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.WritableFile;
import java.nio.ByteBuffer;

/** Writing inside a file: what makes it longer is paid for write by write, since every write is visible at once and for good. */
final class QuotaInPlace extends ForwardingWritable {
    private final VirtualPath path;
    private final QuotaAccount account;

    QuotaInPlace(WritableFile inner, VirtualPath path, QuotaAccount account) {
        super(inner);
        this.path = path;
        this.account = account;
    }

    @Override
    public void write(ByteBuffer source, long position) {
        account.resize(path, position + source.remaining(), () -> inner().write(source, position));
    }

    @Override
    public void setAttributes(AttributeChange change) {
        if (change.hasSize()) {
            account.resize(path, change.size(), () -> inner().setAttributes(change));
        } else {
            inner().setAttributes(change);
        }
    }

    /** A backend may apply the size only here. */
    @Override
    public void commit() {
        account.resize(path, 0, () -> inner().commit());
    }
}
