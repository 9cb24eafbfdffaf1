package dev.filegate.storage.local;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Walks a path name by name, holding every directory on the way and reading links itself. Needed where the kernel cannot decide alone:
 * for absolute links, of which those that point below the tree's own real path are inside; for finding the name that a link in the last
 * place stands for; and where openat2(2) is missing. {@code ..} goes back to the directory that was held before, so that no rename
 * meanwhile can lead the walk outside. Used once.
 */
final class LinkWalk implements AutoCloseable {
    private static final int MAX_LINKS = 40;
    private static final int STEP = Linux.O_PATH | Linux.O_NOFOLLOW | Linux.O_CLOEXEC;

    private final LinuxCalls calls;
    private final Descriptor top;
    private final RealPaths realTops;
    private final Deque<Descriptor> held = new ArrayDeque<>();
    private final Deque<String> steps = new ArrayDeque<>();
    private int linksFollowed;

    /**
     * @param top where the tree begins; not closed by the walk
     * @param realTops real paths under which the tree is known, for judging absolute links
     */
    LinkWalk(LinuxCalls calls, Descriptor top, RealPaths realTops) {
        this.calls = calls;
        this.top = top;
        this.realTops = realTops;
    }

    /** The directory and the name that {@code path} leads to, whether there is something or not. EXDEV when it leads outside. */
    Place walk(byte[] path, boolean followLast) throws Errno {
        push(path);
        while (!steps.isEmpty()) {
            String step = steps.pop();
            switch (step) {
                case "", "." -> {}
                case ".." -> climb();
                default -> {
                    boolean last = steps.stream().allMatch(s -> s.isEmpty() || s.equals("."));
                    if (last && !followLast) {
                        return new Place(takeCurrent(), bytes(step));
                    }
                    if (last) {
                        if (!followedLast(step)) {
                            return new Place(takeCurrent(), bytes(step));
                        }
                    } else {
                        enter(step);
                    }
                }
            }
        }
        return Place.itself(takeCurrent());
    }

    private void climb() throws Errno {
        if (held.isEmpty()) {
            throw new Errno("..", Linux.EXDEV);
        }
        held.pop().close();
    }

    private boolean followedLast(String step) throws Errno {
        byte[] target;
        try {
            target = calls.readlinkat(current(), bytes(step));
        } catch (Errno notALink) {
            if (notALink.code() == Linux.EINVAL || notALink.code() == Linux.ENOENT) {
                return false;
            }
            throw notALink;
        }
        follow(target);
        return true;
    }

    private void enter(String step) throws Errno {
        Descriptor next = new Descriptor(calls, calls.openat(current(), bytes(step), STEP, 0));
        boolean kept = false;
        try {
            switch (next.status().type()) {
                case DIRECTORY -> {
                    held.push(next);
                    kept = true;
                }
                case SYMBOLIC_LINK -> follow(calls.readlinkat(next.number(), new byte[0]));
                case FILE, OTHER -> throw new Errno(step, Linux.ENOTDIR);
            }
        } finally {
            if (!kept) {
                next.close();
            }
        }
    }

    private void follow(byte[] target) throws Errno {
        if (++linksFollowed > MAX_LINKS) {
            throw new Errno("readlinkat", Linux.ELOOP);
        }
        if (target.length > 0 && target[0] == '/') {
            byte[] inside = realTops.below(target);
            if (inside == null) {
                throw new Errno("readlinkat", Linux.EXDEV);
            }
            close();
            push(inside);
        } else {
            push(target);
        }
    }

    private void push(byte[] path) {
        String[] names = new String(path, StandardCharsets.ISO_8859_1).split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            steps.push(names[i]);
        }
    }

    private int current() {
        return held.isEmpty() ? top.number() : held.element().number();
    }

    private Descriptor takeCurrent() throws Errno {
        if (!held.isEmpty()) {
            return held.pop();
        }
        return new Descriptor(calls, calls.openat(top.number(), bytes("."), STEP | Linux.O_DIRECTORY, 0));
    }

    private static byte[] bytes(String step) {
        return step.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Lets go of every directory on the way. */
    @Override
    public void close() {
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }
}
