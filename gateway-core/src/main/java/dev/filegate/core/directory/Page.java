package dev.filegate.core.directory;

import java.util.List;

/**
 * A part of a long list.
 *
 * @param next where the next page begins, opaque to everybody but who made it; empty when there is none
 */
public record Page<T>(List<T> items, String next) {
    /** The most items of a page. */
    public static final int MOST = 1000;

    public Page {
        items = List.copyOf(items);
    }
}
