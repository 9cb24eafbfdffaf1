package dev.filegate.clients;

import java.util.List;

/** File names that clients and servers have stumbled over. */
final class Names {
    /** Spaces within, letters beyond ASCII and beyond the Basic Multilingual Plane, a leading dash. */
    static final List<String> ODD = List.of("two words.txt", "Grüße 世界 🗂.txt", "-rf");

    private Names() {}
}
