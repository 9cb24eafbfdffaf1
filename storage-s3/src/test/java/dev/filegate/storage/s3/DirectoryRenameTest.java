package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.storage.s3.fault.Fault;
import dev.filegate.storage.s3.fault.FaultPlan;
import dev.filegate.storage.s3.fault.S3Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A directory that did not come to its new name at the first attempt. */
class DirectoryRenameTest {
    private static final int FILES = 60;
    private static final VirtualPath OLD = VirtualPath.parse("/old");
    private static final VirtualPath NEW = VirtualPath.parse("/new");

    private static TestS3 server;

    private FaultyStore store;

    @BeforeAll
    static void start() {
        server = TestS3.named();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        store = new FaultyStore(server, 1);
        for (int i = 0; i < FILES; i++) {
            store.put("old/sub/file-%02d".formatted(i), content(i));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static byte[] content(int i) {
        return ("content " + i).getBytes(StandardCharsets.UTF_8);
    }

    private List<String> names(VirtualPath directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryCursor all = store.storage().list(directory)) {
            while (all.advance()) {
                names.add(all.entry().name());
            }
        }
        return names;
    }

    private void rename() {
        store.storage().rename(OLD, NEW, RenameMode.NO_REPLACE);
    }

    @Test
    void goesOnWhereItStopped() {
        store.proxy.plan(request -> request.operation() == S3Operation.COPY_OBJECT && request.ordinal() >= 20
                ? Fault.accessDenied()
                : Fault.NONE);
        assertThatThrownBy(this::rename).isInstanceOf(GatewayException.class);
        for (int i = 0; i < FILES; i++) {
            String file = "sub/file-%02d".formatted(i);
            assertThat(store.stored("old/" + file).or(() -> store.stored("new/" + file)))
                    .as(file)
                    .contains(content(i));
        }

        store.proxy.plan(FaultPlan.NONE);
        store.storage().rename(OLD, NEW, RenameMode.REPLACE);
        assertThat(names(VirtualPath.ROOT)).containsExactly("new");
        assertThat(names(NEW.child("sub"))).hasSize(FILES);
        for (int i = 0; i < FILES; i++) {
            assertThat(store.stored("new/sub/file-%02d".formatted(i))).contains(content(i));
        }
    }

    /** What was copied and not yet deleted is in both places; the second attempt must neither refuse nor lose it. */
    @Test
    void goesOnWhenWhatWasCopiedCouldNotBeDeleted() {
        store.proxy.plan(FaultPlan.every(S3Operation.DELETE_OBJECT, Fault.accessDenied()));
        assertThatThrownBy(this::rename).isInstanceOf(GatewayException.class);
        store.proxy.plan(FaultPlan.NONE);
        store.storage().rename(OLD, NEW, RenameMode.REPLACE);
        assertThat(names(VirtualPath.ROOT)).containsExactly("new");
        assertThat(names(NEW.child("sub"))).hasSize(FILES);
    }
}
