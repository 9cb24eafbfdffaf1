package dev.filegate.deploy.config;

import java.util.ArrayList;
import java.util.List;

/** Keys that belong together, in the order of the documentation. Filled while its owner is constructed, never changed later. */
final class KeyGroup {
    private final String title;
    private final String introduction;
    private final List<Key<?>> keys = new ArrayList<>();

    /** @param introduction sentences for the documentation, above the table; may be empty */
    KeyGroup(String title, String introduction) {
        this.title = title;
        this.introduction = introduction;
    }

    <T> Key<T> add(Key<T> key) {
        keys.add(key);
        return key;
    }

    String title() {
        return title;
    }

    String introduction() {
        return introduction;
    }

    List<Key<?>> keys() {
        return List.copyOf(keys);
    }
}
