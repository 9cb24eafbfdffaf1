package dev.filegate.storage.local;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One account's directory. Opens everything below it relative to a directory that it holds open, and nothing above it: the kernel
 * refuses to leave (openat2 with RESOLVE_BENEATH), or {@link LinkWalk} does. Stateless: the base is opened anew by each operation, so
 * that a directory which is moved or made again meanwhile is simply what it is at that moment.
 */
final class LocalTree {
    private static final int HOLD = Linux.O_PATH | Linux.O_CLOEXEC;
    private static final int BENEATH = Linux.RESOLVE_BENEATH | Linux.RESOLVE_NO_MAGICLINKS;
    private static final byte[] SELF = ".".getBytes(StandardCharsets.US_ASCII);
    /** How often a walk that collided with a rename is repeated by the kernel before {@link LinkWalk} takes over. */
    private static final int ATTEMPTS = 16;

    private final LocalRoot root;
    private final VirtualPath base;

    LocalTree(LocalRoot root, VirtualPath base) {
        this.root = root;
        this.base = base;
    }

    VirtualPath base() {
        return base;
    }

    LinuxCalls calls() {
        return root.calls();
    }

    /** What {@code path} leads to, held without being opened for anything. Closed by the caller. */
    Descriptor hold(VirtualPath path, boolean followLast) throws Errno {
        try (Descriptor top = top()) {
            int flags = followLast ? HOLD : HOLD | Linux.O_NOFOLLOW;
            return holdBeneath(top, path, flags);
        }
    }

    /** The directory above and the last name of {@code path}, which is not the root. Closed by the caller. */
    Place place(VirtualPath path) throws Errno {
        try (Descriptor top = top()) {
            Descriptor parent = holdBeneath(top, path.parent(), HOLD | Linux.O_DIRECTORY);
            return new Place(parent, NameCodec.encode(path.name()));
        }
    }

    /** Where a file opened for writing at {@code path} really comes to lie: a link in the last place is followed. */
    Place target(VirtualPath path) throws Errno {
        try (Descriptor top = top();
                LinkWalk walk = new LinkWalk(calls(), top, realPaths(top))) {
            Place place = walk.walk(bytes(path), true);
            if (HiddenNames.isHidden(NameCodec.decode(place.name()))) {
                place.close();
                throw new Errno("openat", Linux.ENOENT);
            }
            refuseHidden(place.directory());
            return place;
        }
    }

    /** The path of a held directory inside this tree, links resolved. */
    VirtualPath pathOf(Descriptor directory) throws Errno {
        try (Descriptor top = top()) {
            byte[] inside = new RealPaths(List.of(top.realPath())).below(directory.realPath());
            if (inside == null) {
                throw new Errno("readlinkat", Linux.EXDEV);
            }
            return VirtualPath.parse(NameCodec.decode(inside));
        }
    }

    /** What a link stores, as a path of this tree when it is an absolute path below it. */
    String viewOf(byte[] linkTarget) throws Errno {
        if (linkTarget.length > 0 && linkTarget[0] == '/') {
            try (Descriptor top = top()) {
                byte[] inside = realPaths(top).below(linkTarget);
                if (inside != null) {
                    return "/" + NameCodec.decode(inside);
                }
            }
        }
        return NameCodec.decode(linkTarget);
    }

    private Descriptor top() throws Errno {
        if (base.isRoot()) {
            return root.directory().lent();
        }
        return new LocalTree(root, VirtualPath.ROOT).hold(base, true);
    }

    private Descriptor holdBeneath(Descriptor top, VirtualPath path, int flags) throws Errno {
        if (path.isRoot()) {
            return new Descriptor(calls(), calls().openat(top.number(), SELF, flags, 0));
        }
        if (!root.hasOpenat2()) {
            return walkAndHold(top, path, flags);
        }
        try {
            return kernelHold(top, path, flags, BENEATH | Linux.RESOLVE_NO_SYMLINKS);
        } catch (Errno errno) {
            return switch (errno.code()) {
                case Linux.ELOOP -> holdThroughLinks(top, path, flags);
                case Linux.EAGAIN -> walkAndHold(top, path, flags);
                default -> throw errno;
            };
        }
    }

    private Descriptor holdThroughLinks(Descriptor top, VirtualPath path, int flags) throws Errno {
        try {
            return refuseHidden(kernelHold(top, path, flags, BENEATH));
        } catch (Errno errno) {
            return switch (errno.code()) {
                case Linux.EXDEV, Linux.EAGAIN -> walkAndHold(top, path, flags);
                default -> throw errno;
            };
        }
    }

    private Descriptor kernelHold(Descriptor top, VirtualPath path, int flags, int resolve) throws Errno {
        for (int attempt = 1; ; attempt++) {
            try {
                return new Descriptor(calls(), calls().openat2(top.number(), bytes(path), flags, resolve));
            } catch (Errno errno) {
                if (errno.code() != Linux.EAGAIN || attempt == ATTEMPTS) {
                    throw errno;
                }
            }
        }
    }

    private Descriptor walkAndHold(Descriptor top, VirtualPath path, int flags) throws Errno {
        boolean followLast = (flags & Linux.O_NOFOLLOW) == 0;
        try (LinkWalk walk = new LinkWalk(calls(), top, realPaths(top));
                Place place = walk.walk(bytes(path), followLast)) {
            int number = calls().openat(place.directory().number(), place.name(), flags | Linux.O_NOFOLLOW, 0);
            return refuseHidden(new Descriptor(calls(), number));
        }
    }

    /** A link that somebody with access to the disk made may lead to uploads under way: their names alone do not show it. */
    private static Descriptor refuseHidden(Descriptor held) throws Errno {
        boolean hidden = true;
        try {
            hidden = HiddenNames.isHiddenRealPath(NameCodec.decode(held.realPath()));
        } finally {
            if (hidden) {
                held.close();
            }
        }
        if (hidden) {
            throw new Errno("openat2", Linux.ENOENT);
        }
        return held;
    }

    private RealPaths realPaths(Descriptor top) throws Errno {
        String below = base.isRoot() ? "" : base.toString();
        String configured = root.configured().equals("/") ? below : root.configured() + below;
        return new RealPaths(List.of(top.realPath(), NameCodec.encode(configured.isEmpty() ? "/" : configured)));
    }

    private static byte[] bytes(VirtualPath path) {
        return path.isRoot() ? SELF : NameCodec.encode(String.join("/", path.names()));
    }
}
