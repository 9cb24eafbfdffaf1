package dev.filegate.core.storage.rule;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.Storage;
import java.util.Set;

/** Asks before every operation whether the account's time is not over: a session may outlast it. Files that are open are not asked about. */
public final class TimelyStorage extends ForwardingStorage {
    private final Runnable check;

    /** @param check throws {@link dev.filegate.core.failure.GatewayException} with the rule when the time is over */
    public TimelyStorage(Storage inner, Runnable check) {
        super(inner);
        this.check = check;
    }

    @Override
    protected Storage inner() {
        check.run();
        return super.inner();
    }

    /** What there is to know without an operation, and must not fail. */
    @Override
    public Set<Capability> capabilities(VirtualPath path) {
        return super.inner().capabilities(path);
    }
}
