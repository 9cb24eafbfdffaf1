package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Holds one session's transfers to the account's rates, each direction by itself, by blocking the threads that read and write. It never
 * claims {@link Capability#LOCAL_SPEED}: whoever answers on an I/O thread must not be made to wait there.
 */
public final class ThrottledStorage extends ForwardingStorage {
    private final Optional<TokenBucket> upload;
    private final Optional<TokenBucket> download;

    public ThrottledStorage(Storage inner, Limits limits) {
        super(inner);
        upload = bucket(limits.uploadRate());
        download = bucket(limits.downloadRate());
    }

    private static Optional<TokenBucket> bucket(long rate) {
        return rate == 0 ? Optional.empty() : Optional.of(new TokenBucket(rate, System::nanoTime));
    }

    /** Ends the waiting of transfers that run; they fail. */
    public void cutOff() {
        upload.ifPresent(TokenBucket::cutOff);
        download.ifPresent(TokenBucket::cutOff);
    }

    @Override
    public Set<Capability> capabilities(VirtualPath path) {
        Set<Capability> slower = EnumSet.noneOf(Capability.class);
        slower.addAll(inner().capabilities(path));
        slower.remove(Capability.LOCAL_SPEED);
        return slower;
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        ReadableFile file = inner().openForRead(path);
        return download.<ReadableFile>map(bucket -> new ThrottledReadable(file, path, bucket))
                .orElse(file);
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        WritableFile file = inner().openForWrite(path, mode);
        return upload.<WritableFile>map(bucket -> new ThrottledWritable(file, path, bucket))
                .orElse(file);
    }
}
