package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Mount;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.SpaceInfo;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One tree made of an account's home and its mounts. Each path belongs to the deepest mount at or above it. A mount is seen in the
 * directory that holds it, also when that directory is in no storage at all; it hides what the storage has under its name; neither it nor
 * a directory above it can be deleted or renamed. Renames and hard links do not cross mounts; copies do, through the gateway.
 *
 * <p>A storage is opened when a path of its first is asked for, so that one that is away does not keep the others from being used.
 */
public final class MountedStorage implements Storage {
    private final Account account;
    private final MountTree points;
    private final MountedTrees trees;
    private final Instant since;

    /**
     * @param open opens the tree that a mount shows; called once per mount unless it fails
     * @param since time shown for directories that exist for mounts only
     */
    public MountedStorage(Account account, Function<Mount, Storage> open, Instant since) {
        this.account = account;
        this.points = new MountTree(account);
        this.trees = new MountedTrees(open);
        this.since = since;
    }

    /** A path and the mount it belongs to. */
    private record Place(Mount mount, VirtualPath path) {
        /** The path in the mount's own tree. */
        VirtualPath inside() {
            return path.below(mount.at());
        }
    }

    private Place place(VirtualPath path) {
        return new Place(account.mountOf(path), path);
    }

    private Storage tree(Place place) {
        return trees.of(place.mount());
    }

    @Override
    public Set<Capability> capabilities(VirtualPath path) {
        Place place = place(path);
        return tree(place).capabilities(place.inside());
    }

    @Override
    public FileInfo stat(VirtualPath path, Links links) {
        Place place = place(path);
        if (points.isPoint(path)) {
            return tree(place).stat(VirtualPath.ROOT, links).named(path.name());
        }
        if (points.holdsPoints(path) && !path.isRoot()) {
            return directoryAt(place);
        }
        return shown(place, tree(place).stat(place.inside(), links));
    }

    /** A directory that holds mounts: as the storage has it, or made up when the storage has none. */
    private FileInfo directoryAt(Place place) {
        return ownDirectory(place)
                .orElseGet(() -> FileInfo.directory(place.path().name(), since));
    }

    private boolean madeUp(Place place) {
        return !place.path().isRoot()
                && points.holdsPoints(place.path())
                && ownDirectory(place).isEmpty();
    }

    /** The directory that the storage has at a place; empty when it has something else, or nothing, or a link that leads out. */
    private Optional<FileInfo> ownDirectory(Place place) {
        try {
            return Optional.of(tree(place).stat(place.inside(), Links.FOLLOW)).filter(FileInfo::isDirectory);
        } catch (GatewayException e) {
            return switch (e.failure()) {
                case NOT_FOUND, NOT_A_DIRECTORY, PERMISSION_DENIED -> Optional.empty();
                case ALREADY_EXISTS,
                        IS_A_DIRECTORY,
                        NOT_EMPTY,
                        INVALID_NAME,
                        QUOTA_EXCEEDED,
                        NO_SPACE,
                        BUSY,
                        UNSUPPORTED,
                        UNAVAILABLE,
                        INTERNAL -> throw e;
            };
        }
    }

    /** An absolute link target is a path of the mount's tree; here it is one of this tree. */
    private FileInfo shown(Place place, FileInfo found) {
        if (!found.linkTarget().startsWith("/") || place.mount().at().isRoot()) {
            return found;
        }
        return found.linkedTo(place.mount().at() + found.linkTarget());
    }

    @Override
    public DirectoryCursor list(VirtualPath directory) {
        Place place = place(directory);
        DirectoryCursor own = madeUp(place) ? new EmptyCursor() : tree(place).list(place.inside());
        NavigableMap<String, Supplier<FileInfo>> mounts = new TreeMap<>(NameCodec::compareByCodePoint);
        points.namesIn(directory).forEach((name, path) -> mounts.put(name, () -> entry(name, path)));
        return mounts.isEmpty() ? own : new MountedCursor(own, mounts);
    }

    /** A mount in a listing; one whose storage is away is shown all the same. */
    private FileInfo entry(String name, VirtualPath path) {
        try {
            return stat(path, Links.FOLLOW).named(name);
        } catch (GatewayException e) {
            return FileInfo.directory(name, since);
        }
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        Place place = place(path);
        refuseMadeUp(place, Failure.IS_A_DIRECTORY, "is a directory");
        return tree(place).openForRead(place.inside());
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        Place place = place(path);
        refuseMadeUp(place, Failure.IS_A_DIRECTORY, "is a directory");
        refuseBelowMadeUp(path);
        return tree(place).openForWrite(place.inside(), mode);
    }

    @Override
    public void createDirectory(VirtualPath path) {
        Place place = place(path);
        if (points.isPoint(path)) {
            throw new GatewayException(Failure.ALREADY_EXISTS, shown(path) + ": exists already", Rule.MOUNTS);
        }
        refuseMadeUp(place, Failure.ALREADY_EXISTS, "exists already");
        refuseBelowMadeUp(path);
        tree(place).createDirectory(place.inside());
    }

    @Override
    public void deleteFile(VirtualPath path) {
        Place place = place(path);
        refusePinned(path);
        tree(place).deleteFile(place.inside());
    }

    @Override
    public void deleteDirectory(VirtualPath path) {
        Place place = place(path);
        refusePinned(path);
        tree(place).deleteDirectory(place.inside());
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        Place source = place(from);
        Place target = place(to);
        refusePinned(from);
        refusePinned(to);
        refuseCrossing(source, target, "renamed");
        refuseBelowMadeUp(to);
        tree(source).rename(source.inside(), target.inside(), mode);
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        Place place = place(path);
        refuseMadeUp(place, Failure.PERMISSION_DENIED, "this directory only holds mounts and keeps no attributes");
        tree(place).setAttributes(place.inside(), change);
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        Place source = place(from);
        Place target = place(to);
        refuseMadeUp(source, Failure.IS_A_DIRECTORY, "is a directory");
        refuseMadeUp(target, Failure.IS_A_DIRECTORY, "is a directory");
        refuseBelowMadeUp(to);
        if (source.mount().at().equals(target.mount().at())) {
            tree(source).copy(source.inside(), target.inside());
        } else {
            CopyThrough.copy(tree(source), source.inside(), tree(target), target.inside());
        }
    }

    @Override
    public String readLink(VirtualPath link) {
        Place place = place(link);
        String target = tree(place).readLink(place.inside());
        return target.startsWith("/") && !place.mount().at().isRoot()
                ? place.mount().at() + target
                : target;
    }

    @Override
    public void createSymbolicLink(VirtualPath link, String target) {
        Place place = place(link);
        refuseBelowMadeUp(link);
        Storage tree = tree(place);
        if (target.startsWith("/") && !place.mount().at().isRoot()) {
            VirtualPath absolute = VirtualPath.parse(target);
            Place goal = place(absolute);
            refuseCrossing(place, goal, "linked");
            tree.createSymbolicLink(place.inside(), goal.inside().toString());
        } else {
            tree.createSymbolicLink(place.inside(), target);
        }
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        Place source = place(existing);
        Place target = place(link);
        refuseCrossing(source, target, "linked");
        refuseBelowMadeUp(link);
        tree(target).createHardLink(target.inside(), source.inside());
    }

    @Override
    public SpaceInfo space(VirtualPath path) {
        Place place = place(path);
        return tree(place).space(madeUp(place) ? VirtualPath.ROOT : place.inside());
    }

    private void refusePinned(VirtualPath path) {
        if (points.isPoint(path)) {
            throw new GatewayException(
                    Failure.PERMISSION_DENIED,
                    shown(path) + ": a mount cannot be deleted, renamed or replaced",
                    Rule.MOUNTS);
        }
        if (!path.isRoot() && points.holdsPoints(path)) {
            throw new GatewayException(
                    Failure.PERMISSION_DENIED,
                    shown(path) + ": a directory that holds a mount cannot be deleted, renamed or replaced",
                    Rule.MOUNTS);
        }
    }

    private static void refuseCrossing(Place from, Place to, String done) {
        if (!from.mount().at().equals(to.mount().at())) {
            throw new GatewayException(
                    Failure.UNSUPPORTED,
                    shown(from.path()) + ": cannot be " + done + " to " + shown(to.path())
                            + ", which lies in another storage",
                    Rule.MOUNTS);
        }
    }

    private void refuseMadeUp(Place place, Failure failure, String words) {
        if (madeUp(place)) {
            throw new GatewayException(failure, shown(place.path()) + ": " + words, Rule.MOUNTS);
        }
    }

    private void refuseBelowMadeUp(VirtualPath path) {
        if (!points.isPoint(path) && madeUp(place(path.parent()))) {
            throw new GatewayException(
                    Failure.PERMISSION_DENIED,
                    shown(path) + ": the directory only holds mounts, nothing can be made there",
                    Rule.MOUNTS);
        }
    }

    private static String shown(VirtualPath path) {
        return NameCodec.printable(path.toString());
    }
}
