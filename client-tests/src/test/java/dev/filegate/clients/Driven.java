package dev.filegate.clients;

import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the tests of every client share. Each interface that extends this one is one thing people do with a client, with its tests; a
 * client's test class implements those that the client can do.
 */
@ExtendWith(GatewayExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface Driven {
    /** The ways that the client knows. */
    default Stream<Way> ways() {
        return Stream.of(Way.values());
    }
}
