package dev.filegate.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenPartsTest {
    @Test
    void closesInReverseAndEveryPartWhateverAnotherDoes() {
        List<String> closed = new ArrayList<>();
        OpenParts parts = new OpenParts();
        parts.<AutoCloseable>add(() -> closed.add("first"));
        parts.<AutoCloseable>add(() -> {
            throw new IllegalStateException("cannot close");
        });
        parts.<AutoCloseable>add(() -> closed.add("last"));
        parts.close();
        parts.close();
        assertThat(closed).containsExactly("last", "first");
    }
}
