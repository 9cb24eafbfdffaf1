package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import org.junit.jupiter.api.Test;

/** {@link Capability#SPACE}. */
public interface SpaceContract extends StorageUnderTest {
    @Test
    default void knowsTheRoomThatIsLeft() {
        if (lacks(Capability.SPACE, () -> storage().space(path("/")))) {
            return;
        }
        SpaceInfo space = storage().space(path("/"));
        assertThat(space.total()).isPositive();
        assertThat(space.free()).isBetween(0L, space.total());
        assertThat(space.available()).isBetween(0L, space.free());
        assertThat(space.blockSize()).isPositive();
        assertFails(Failure.NOT_FOUND, () -> storage().space(path("/missing")));
    }
}
