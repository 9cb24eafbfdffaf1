package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Mount;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Where the mounts of an account lie in its tree, from names alone. */
final class MountTree {
    private final List<VirtualPath> points;

    MountTree(Account account) {
        points = account.mounts().stream().map(Mount::at).toList();
    }

    /** Whether a storage is mounted exactly here. */
    boolean isPoint(VirtualPath path) {
        return points.contains(path);
    }

    /** Whether a mount lies somewhere below, so that there is a directory here whatever the storage says. */
    boolean holdsPoints(VirtualPath path) {
        return points.stream().anyMatch(point -> point.startsWith(path) && !point.equals(path));
    }

    /** Names in a directory under which mounts lie, sorted, each with its path. */
    NavigableMap<String, VirtualPath> namesIn(VirtualPath directory) {
        NavigableMap<String, VirtualPath> names = new TreeMap<>(NameCodec::compareByCodePoint);
        int depth = directory.names().size();
        for (VirtualPath point : points) {
            if (point.startsWith(directory) && !point.equals(directory)) {
                String name = point.names().get(depth);
                names.put(name, directory.child(name));
            }
        }
        return names;
    }
}
