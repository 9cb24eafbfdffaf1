package dev.filegate.ftp.listing;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.Storage;
import dev.filegate.ftp.data.ByteSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * LIST and NLST of a pattern: every match is a line, directories are shown and not entered ({@code ls -d}, as vsftpd does), and no
 * match at all is an empty listing. Matches are streamed; what a pattern may cost is bounded by {@value #MAX_PATTERNS} steps with
 * wildcards and {@value #MAX_DIRECTORIES} directories read.
 */
final class GlobListing implements Listing {
    static final int MAX_PATTERNS = 8;
    static final int MAX_DIRECTORIES = 10_000;

    private final Storage storage;
    private final ListArguments arguments;
    private final EntryFormat format;
    private final List<String> steps;
    private final List<NamePattern> patterns;
    private final boolean directoriesOnly;
    private final VirtualPath base;
    private final String shownBase;
    private final DirectoryCursor first;
    private int directoriesRead;

    /**
     * Opens the directory before the first wildcard, so that one which is missing or forbidden is refused now.
     *
     * @param pathsShown whether matches are shown with the path as typed (NLST) or by name (LIST)
     */
    GlobListing(
            Storage storage,
            VirtualPath current,
            ListArguments arguments,
            String typed,
            EntryFormat format,
            boolean pathsShown) {
        this.storage = storage;
        this.arguments = arguments;
        this.format = format;
        this.directoriesOnly = typed.endsWith("/");
        Deque<String> rest = new ArrayDeque<>(List.of(typed.split("/", -1)));
        if (directoriesOnly) {
            rest.removeLast();
        }
        String literal = literalSteps(rest);
        this.steps = List.copyOf(rest);
        this.patterns = compile(steps);
        this.base = current.resolve(literal);
        this.shownBase = pathsShown || steps.size() > 1 ? literal : "";
        this.first = storage.list(base);
    }

    private static String literalSteps(Deque<String> rest) {
        StringBuilder literal = new StringBuilder();
        while (!NamePattern.isPattern(rest.getFirst())) {
            literal.append(rest.removeFirst()).append('/');
        }
        return literal.toString();
    }

    private static List<NamePattern> compile(List<String> steps) {
        List<NamePattern> patterns = new ArrayList<>();
        for (String step : steps) {
            patterns.add(NamePattern.compile(step));
        }
        if (steps.stream().filter(NamePattern::isPattern).count() > MAX_PATTERNS) {
            throw new GatewayException(
                    Failure.INVALID_NAME, "a path has wildcards in at most " + MAX_PATTERNS + " places");
        }
        return patterns;
    }

    @Override
    public void send(ByteSink target) throws IOException {
        LineBuffer line = new LineBuffer(target);
        EntryTarget lines = (shown, info) -> format.write(line, shown, info);
        SortedEntries sorted = new SortedEntries(lines, arguments);
        matches(0, base, shownBase, first, new Matches(line, arguments.isSorted() ? sorted : lines));
        sorted.finish();
        line.flush();
    }

    /** Where matches go, and where the search shows that it is alive. */
    private record Matches(LineBuffer line, EntryTarget target) {}

    private void matches(int step, VirtualPath directory, String before, DirectoryCursor cursor, Matches target)
            throws IOException {
        countDirectory();
        target.line().pulse();
        while (cursor.advance()) {
            target.line().looked();
            FileInfo info = cursor.entry();
            if (patterns.get(step).matches(info.name(), arguments.showsHidden())) {
                match(step, directory, before, info, target);
            }
        }
    }

    private void match(int step, VirtualPath directory, String before, FileInfo info, Matches target)
            throws IOException {
        String shown = before + info.name();
        boolean last = step == steps.size() - 1;
        FileInfo followed = info.isLink() && (!last || directoriesOnly || isFollowed())
                ? Lookup.followed(storage, directory, info)
                : info;
        if (!last) {
            if (followed.isDirectory()) {
                deeper(step + 1, directory.child(info.name()), shown + "/", target);
            }
        } else if (!directoriesOnly || followed.isDirectory()) {
            target.target().accept(shown, isFollowed() ? followed : info);
        }
    }

    private boolean isFollowed() {
        return arguments.has(ListArguments.Option.FOLLOWED);
    }

    /** What comes below a directory that matched: a name as it is, or another pattern. */
    private void deeper(int step, VirtualPath directory, String before, Matches target) throws IOException {
        String name = steps.get(step);
        try {
            if (NamePattern.isPattern(name)) {
                try (DirectoryCursor cursor = storage.list(directory)) {
                    matches(step, directory, before, cursor, target);
                }
            } else {
                named(step, directory, before, name, target);
            }
        } catch (GatewayException e) {
            Lookup.rethrowUnlessUnreachable(e);
        }
    }

    private void named(int step, VirtualPath directory, String before, String name, Matches target) throws IOException {
        VirtualPath path = directory.resolve(name);
        FileInfo info = storage.stat(path, Links.KEEP);
        boolean last = step == steps.size() - 1;
        FileInfo followed = info.isLink() ? storage.stat(path, Links.FOLLOW) : info;
        if (!last && followed.isDirectory()) {
            deeper(step + 1, path, before + name + "/", target);
        } else if (last && !info.partial() && (!directoriesOnly || followed.isDirectory())) {
            target.target().accept(before + name, isFollowed() ? followed : info);
        }
    }

    private void countDirectory() {
        directoriesRead++;
        if (directoriesRead > MAX_DIRECTORIES) {
            throw new GatewayException(
                    Failure.UNSUPPORTED, "the pattern leads through more than " + MAX_DIRECTORIES + " directories");
        }
    }

    @Override
    public void close() {
        first.close();
    }
}
