package dev.filegate.ftp.listing;

import java.util.ArrayList;
import java.util.List;

/**
 * The directories seen while a directory was listed, to be entered afterwards; none of them when there were more than
 * {@value #MAX_HELD}: then the directory is read again.
 */
final class Subdirectories {
    static final int MAX_HELD = 1_000;

    private final List<String> names = new ArrayList<>();
    private boolean incomplete;

    void add(String name) {
        if (incomplete) {
            return;
        }
        if (names.size() == MAX_HELD) {
            incomplete = true;
            names.clear();
        } else {
            names.add(name);
        }
    }

    boolean areIncomplete() {
        return incomplete;
    }

    List<String> names() {
        return names;
    }
}
