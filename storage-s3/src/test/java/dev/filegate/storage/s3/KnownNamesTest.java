package dev.filegate.storage.s3;

import static dev.filegate.storage.s3.KnownNames.ASKED;
import static dev.filegate.storage.s3.KnownNames.TRUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.session.TurnedClock;
import dev.filegate.storage.s3.KnownNames.Knowledge;
import dev.filegate.storage.s3.fault.FaultProxy;
import dev.filegate.storage.s3.fault.S3Operation;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is known of names in a directory that many files are written to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownNamesTest {
    private TestS3 service;
    private FaultProxy proxy;
    private S3Config config;
    private S3Objects objects;
    private String prefix;
    private final TurnedClock clock = new TurnedClock();

    @BeforeAll
    void start() {
        service = TestS3.inProcess();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void open() {
        proxy = FaultProxy.before(service.endpoint().uri());
        config = service.config(proxy);
        prefix = config.bucket().prefix() + "dir/";
        objects = new S3Objects(S3Clients.open(config, S3Observer.NONE), config, clock);
        put("there");
        put("below/file");
    }

    @AfterEach
    void close() {
        objects.client().close();
        proxy.close();
    }

    @Test
    void knowsNothingOfADirectoryThatFewNamesAreAskedForIn() {
        for (int i = 0; i < ASKED; i++) {
            assertThat(knowledge("name-" + i)).isEqualTo(Knowledge.UNKNOWN);
        }
        assertThat(listings()).isZero();
    }

    @Test
    void listsABusyDirectoryOnceForAllItsNames() {
        askOften();
        assertThat(knowledge("new")).isEqualTo(Knowledge.FREE);
        assertThat(knowledge("there")).isEqualTo(Knowledge.TAKEN);
        assertThat(knowledge("below")).isEqualTo(Knowledge.TAKEN);
        assertThat(listings()).isOne();
    }

    @Test
    void seesAtOnceWhatThisProcessWrites() {
        askOften();
        put("mine");
        put("deep/below/file");
        objects.copy(Objects.requireNonNull(objects.head(prefix + "there")), prefix + "copy");
        assertThat(knowledge("mine")).isEqualTo(Knowledge.TAKEN);
        assertThat(knowledge("deep")).isEqualTo(Knowledge.TAKEN);
        assertThat(knowledge("copy")).isEqualTo(Knowledge.TAKEN);
        assertThat(listings()).isOne();
    }

    @Test
    void believesWhatItSawForAMomentOnly() {
        askOften();
        S3Objects others = new S3Objects(objects.client(), config, clock);
        others.put(prefix + "theirs", ByteContent.EMPTY, Map.of());
        assertThat(knowledge("theirs")).isEqualTo(Knowledge.FREE);
        clock.turn(TRUSTED);
        assertThat(knowledge("theirs")).isEqualTo(Knowledge.TAKEN);
        assertThat(listings()).isEqualTo(2);
    }

    @Test
    void givesUpListingWhatIsNotBusyAnyMore() {
        askOften();
        clock.turn(TRUSTED.multipliedBy(2));
        assertThat(knowledge("new")).isEqualTo(Knowledge.UNKNOWN);
        assertThat(listings()).isOne();
    }

    private void askOften() {
        for (int i = 0; i <= ASKED; i++) {
            objects.names().of(prefix + "name-" + i);
        }
    }

    private Knowledge knowledge(String name) {
        return objects.names().of(prefix + name);
    }

    private void put(String name) {
        objects.put(prefix + name, ByteContent.EMPTY, Map.of());
    }

    private long listings() {
        return proxy.count(S3Operation.LIST_OBJECTS);
    }
}
