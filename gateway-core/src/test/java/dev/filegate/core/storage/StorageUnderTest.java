package dev.filegate.core.storage;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a contract asks of the test class that runs it. */
public interface StorageUnderTest {
    /** The tree under test: empty when a test begins, and the same for all of that test. */
    Storage storage();

    /** The same tree as another account sees it: only partial uploads differ. */
    Storage storageOfAnotherOwner();

    default boolean can(Capability capability) {
        return storage().capabilities(VirtualPath.ROOT).contains(capability);
    }

    /** Whether {@code capability} is missing; if it is, {@code operation} must be answered as UNSUPPORTED. */
    default boolean lacks(Capability capability, ThrowingCallable operation) {
        if (can(capability)) {
            return false;
        }
        StorageActions.assertFails(Failure.UNSUPPORTED, operation);
        return true;
    }
}
