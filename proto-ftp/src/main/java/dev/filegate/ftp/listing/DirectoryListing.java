package dev.filegate.ftp.listing;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.Storage;
import dev.filegate.ftp.data.ByteSink;
import java.io.IOException;

/**
 * LIST and NLST of a directory, and with {@code -R} of all directories below it, each with its heading as ls writes it. NLST has no
 * headings: there every name carries its path. Links are shown and never followed down. Memory is one line buffer, the names of
 * {@value Subdirectories#MAX_HELD} subdirectories per level, and what {@link SortedEntries} holds.
 */
final class DirectoryListing implements Listing {
    /** Deeper directories are shown but not entered. */
    static final int MAX_DEPTH = 100;

    private final Storage storage;
    private final ListArguments arguments;
    private final EntryFormat format;
    private final boolean headed;
    private final Place start;
    private final DirectoryCursor first;

    /**
     * A directory on the way down.
     *
     * @param path where it is
     * @param heading how {@code -R} calls it
     * @param prefix what stands before the names of its entries
     */
    record Place(VirtualPath path, String heading, String prefix) {
        Place below(String name, boolean prefixed) {
            String deeper = heading.endsWith("/") ? heading + name : heading + "/" + name;
            return new Place(path.child(name), deeper, prefixed ? prefix + name + "/" : prefix);
        }
    }

    /** @param headed whether directories get headings under {@code -R}, instead of names with their paths */
    DirectoryListing(Storage storage, ListArguments arguments, EntryFormat format, boolean headed, Place start) {
        this.storage = storage;
        this.arguments = arguments;
        this.format = format;
        this.headed = headed;
        this.start = start;
        this.first = storage.list(start.path());
    }

    @Override
    public void send(ByteSink target) throws IOException {
        LineBuffer line = new LineBuffer(target);
        boolean recursive = arguments.has(ListArguments.Option.RECURSIVE);
        if (recursive && headed) {
            heading(line, start);
        }
        Subdirectories below = entries(line, start, first);
        first.close();
        if (recursive) {
            descend(line, start, below, 1);
        }
        line.flush();
    }

    private Subdirectories entries(LineBuffer line, Place place, DirectoryCursor cursor) throws IOException {
        Subdirectories below = new Subdirectories();
        EntryTarget lines = (shown, info) -> {
            format.write(line, place.prefix() + shown, info);
            if (info.isDirectory() && !isDots(shown)) {
                below.add(shown);
            }
        };
        SortedEntries sorted = new SortedEntries(lines, arguments);
        EntryTarget target = arguments.isSorted() ? sorted : lines;
        if (arguments.has(ListArguments.Option.ALL)) {
            target.accept(".", storage.stat(place.path(), Links.FOLLOW));
            target.accept("..", storage.stat(place.path().parent(), Links.FOLLOW));
        }
        line.pulse();
        while (cursor.advance()) {
            line.looked();
            FileInfo info = cursor.entry();
            if (isShown(info)) {
                target.accept(info.name(), followed(place.path(), info));
            }
        }
        sorted.finish();
        return below;
    }

    private static boolean isDots(String name) {
        return name.equals(".") || name.equals("..");
    }

    private boolean isShown(FileInfo info) {
        return arguments.showsHidden() || !info.name().startsWith(".");
    }

    private FileInfo followed(VirtualPath directory, FileInfo info) {
        return info.isLink() && arguments.has(ListArguments.Option.FOLLOWED)
                ? Lookup.followed(storage, directory, info)
                : info;
    }

    private void descend(LineBuffer line, Place place, Subdirectories below, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            return;
        }
        for (String name : below.names()) {
            directory(line, place, name, depth);
        }
        if (below.areIncomplete()) {
            descendAgain(line, place, depth);
        }
    }

    /** Too many subdirectories to remember: reads the directory once more instead. */
    private void descendAgain(LineBuffer line, Place place, int depth) throws IOException {
        try (DirectoryCursor cursor = storage.list(place.path())) {
            while (cursor.advance()) {
                FileInfo info = cursor.entry();
                if (info.isDirectory() && isShown(info)) {
                    directory(line, place, info.name(), depth);
                }
            }
        }
    }

    private void directory(LineBuffer line, Place above, String name, int depth) throws IOException {
        Place place;
        DirectoryCursor cursor;
        try {
            place = above.below(name, !headed);
            cursor = storage.list(place.path());
        } catch (GatewayException e) {
            Lookup.rethrowUnlessUnreachable(e);
            return;
        }
        Subdirectories below;
        try (cursor) {
            if (headed) {
                line.endLine();
                heading(line, place);
            }
            below = entries(line, place, cursor);
        }
        descend(line, place, below, depth + 1);
    }

    private static void heading(LineBuffer line, Place place) throws IOException {
        line.name(place.heading());
        line.octet(':');
        line.endLine();
    }

    @Override
    public boolean isOfDirectory() {
        return true;
    }

    @Override
    public void close() {
        first.close();
    }
}
