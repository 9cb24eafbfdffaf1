package dev.filegate.core.directory;

/** A value that an account or group gives, or leaves to the group or the default behind it. An explicit nothing is given. Immutable. */
public sealed interface Setting<T> {
    record Given<T>(T value) implements Setting<T> {}

    record Inherited<T>() implements Setting<T> {}

    static <T> Setting<T> of(T value) {
        return new Given<>(value);
    }

    static <T> Setting<T> inherited() {
        return new Inherited<>();
    }

    /** This one if it is given, else the other. */
    default Setting<T> or(Setting<T> other) {
        return this instanceof Given<T> ? this : other;
    }

    /** Its value if it is given. */
    default T orElse(T fallback) {
        return this instanceof Given<T>(T value) ? value : fallback;
    }

    default boolean isGiven() {
        return this instanceof Given<T>;
    }
}
