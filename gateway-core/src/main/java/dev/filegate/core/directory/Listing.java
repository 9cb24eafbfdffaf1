package dev.filegate.core.directory;

/**
 * Which accounts or groups are asked for. They come by name in code-point order.
 *
 * @param after names up to and with this one are left out; empty for the first page ({@link Page#next} of the page before)
 * @param limit most items of the page, 1 to {@link Page#MOST}
 * @param containing only names that contain this text, whatever the capitals; empty for all
 * @param group only members of this group; empty for all. Without meaning for groups
 */
public record Listing(String after, int limit, String containing, String group) {
    /** @throws IllegalArgumentException when the limit is out of range */
    public Listing {
        if (limit < 1 || limit > Page.MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + Page.MOST + ", not " + limit);
        }
    }

    /** All of them, a page at a time. */
    public static Listing of(int limit) {
        return new Listing("", limit, "", "");
    }

    public Listing after(String name) {
        return new Listing(name, limit, containing, group);
    }
}
