package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import java.util.function.Supplier;

/** The continuation of an interrupted upload by somebody who may not replace files: when it ends nothing else must stand at its path. */
final class NewFileOnly extends ForwardingWritable {
    private final Storage storage;
    private final VirtualPath path;
    private final Supplier<GatewayException> refusal;

    NewFileOnly(WritableFile inner, Storage storage, VirtualPath path, Supplier<GatewayException> refusal) {
        super(inner);
        this.storage = storage;
        this.path = path;
        this.refusal = refusal;
    }

    @Override
    public void commit() {
        if (Looks.committed(storage, path).isPresent()) {
            throw refusal.get();
        }
        inner().commit();
    }
}
