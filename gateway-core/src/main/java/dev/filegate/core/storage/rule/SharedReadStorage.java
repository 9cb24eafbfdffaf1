package dev.filegate.core.storage.rule;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;

/** Reads through {@link SharedReads}. Files of a local disk are left to the operating system, which shares them better. */
final class SharedReadStorage extends ForwardingStorage {
    private final String account;
    private final SharedReads reads;

    SharedReadStorage(Storage inner, String account, SharedReads reads) {
        super(inner);
        this.account = account;
        this.reads = reads;
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        if (inner().capabilities(path).contains(Capability.LOCAL_SPEED)) {
            return inner().openForRead(path);
        }
        FileInfo info = inner().stat(path, Links.FOLLOW);
        if (!info.isFile() || info.partial()) {
            return inner().openForRead(path); // has the words for what this is
        }
        return reads.open(SharedReads.FileKey.of(account, path, info), () -> inner().openForRead(path));
    }
}
