package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Permission;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.WritableFile;
import java.nio.ByteBuffer;
import java.util.Set;

/** An upload by somebody who may perhaps neither set attributes nor read. */
final class PermittedWritable extends ForwardingWritable {
    private final VirtualPath path;
    private final Set<Permission> granted;

    PermittedWritable(WritableFile inner, VirtualPath path, Set<Permission> granted) {
        super(inner);
        this.path = path;
        this.granted = granted;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        if (!granted.contains(Permission.READ)) {
            throw PermittedStorage.refusal(path, Permission.READ);
        }
        return inner().read(target, position);
    }

    /** Without {@code attributes} only the size is set, which is part of writing; clients send the rest with every upload. */
    @Override
    public void setAttributes(AttributeChange change) {
        if (granted.contains(Permission.ATTRIBUTES)) {
            inner().setAttributes(change);
        } else if (change.hasSize()) {
            inner().setAttributes(AttributeChange.NONE.withSize(change.size()));
        }
    }
}
