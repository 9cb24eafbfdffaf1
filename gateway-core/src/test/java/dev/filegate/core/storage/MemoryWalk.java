package dev.filegate.core.storage;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One walk from the top of a tree down to the last name of a path, through links, never above the top. Used once, under the lock. */
final class MemoryWalk {
    private static final int MAX_LINKS = 40;

    private final VirtualPath path;
    private final Deque<MemoryNode.Directory> above = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private final Deque<String> steps = new ArrayDeque<>();
    private int linksFollowed;

    private MemoryWalk(MemoryNode.Directory top, VirtualPath path) {
        this.path = path;
        above.push(top);
        steps.addAll(path.names());
    }

    /**
     * Where a path ends.
     *
     * @param directory the directory that holds the last name, or the top itself for the root
     * @param path where that directory really lies, links resolved
     * @param name empty for the top
     * @param node what stands there; null when nothing does
     */
    record Place(
            MemoryNode.Directory directory,
            VirtualPath path,
            String name,
            @Nullable MemoryNode node) {}

    static Place locate(MemoryNode.Directory top, VirtualPath path, Links lastName) {
        return new MemoryWalk(top, path).walk(lastName);
    }

    private Place walk(Links lastName) {
        while (true) {
            if (steps.isEmpty()) {
                return new Place(above.element(), here(), "", above.element());
            }
            String step = steps.pop();
            if (step.equals("..")) {
                climb();
                continue;
            }
            MemoryNode node = above.element().entries().get(step);
            boolean last = steps.isEmpty();
            if (node instanceof MemoryNode.Link link && (!last || lastName == Links.FOLLOW)) {
                follow(link);
            } else if (last) {
                return new Place(above.element(), here(), step, node);
            } else {
                enter(step, node);
            }
        }
    }

    private void climb() {
        above.pop();
        if (above.isEmpty()) {
            throw new GatewayException(Failure.PERMISSION_DENIED, path + ": the link leads out of the tree");
        }
        names.removeLast();
    }

    private void follow(MemoryNode.Link link) {
        if (++linksFollowed > MAX_LINKS) {
            throw new GatewayException(Failure.NOT_FOUND, path + ": too many links lead to each other");
        }
        List<String> names = List.of(link.target().split("/", -1));
        for (Iterator<String> last = names.reversed().iterator(); last.hasNext(); ) {
            String name = last.next();
            if (!name.isEmpty() && !name.equals(".")) {
                steps.push(name);
            }
        }
    }

    private void enter(String name, @Nullable MemoryNode node) {
        if (node == null) {
            throw new GatewayException(Failure.NOT_FOUND, path + ": no such file or directory");
        }
        if (!(node instanceof MemoryNode.Directory directory)) {
            throw new GatewayException(Failure.NOT_A_DIRECTORY, path + ": a name in the middle is not a directory");
        }
        above.push(directory);
        names.addLast(name);
    }

    private VirtualPath here() {
        return VirtualPath.parse(String.join("/", names));
    }
}
