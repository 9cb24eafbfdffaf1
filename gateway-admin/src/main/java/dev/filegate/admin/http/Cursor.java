package dev.filegate.admin.http;

import dev.filegate.core.path.NameCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Where a list goes on: opaque to whoever carries it from one page to the next. */
public final class Cursor {
    private Cursor() {}

    /** The cursor that stands for {@code place}; the empty one for the empty place. */
    public static String of(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(NameCodec.encode(place));
    }

    /** A place in lists that are in order of time, and then of a name: text in the same order. */
    public static String place(Instant since, String name) {
        return String.format(Locale.ROOT, "%020d%09d ", since.getEpochSecond(), since.getNano()) + name;
    }

    static String open(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not what a page named as next", e);
        }
    }

    /**
     * A page of a list that is in memory.
     *
     * @param place where an item stands in it: the list is shown in the order of these texts
     * @param after only items behind this place; empty for all
     */
    public static <T> Slice<T> slice(List<T> all, Function<T, String> place, String after, int limit) {
        List<T> rest = all.stream()
                .filter(item -> after.isEmpty() || place.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(place))
                .limit(limit + 1L)
                .toList();
        List<T> shown = rest.size() > limit ? rest.subList(0, limit) : rest;
        return new Slice<>(shown, rest.size() > limit ? of(place.apply(shown.getLast())) : "");
    }

    /**
     * Some items of a list.
     *
     * @param next the cursor of the next page; empty when there is none
     */
    public record Slice<T>(List<T> items, String next) {}
}
