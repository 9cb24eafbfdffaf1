package dev.filegate.ftp.listing;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.FileType;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.Storage;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * A tree that can only be looked at, entry by entry exactly as the test says: odd owners, partials, vanishing and forbidden
 * directories. Counts the cursors that are open.
 */
final class ListedTree {
    static final Instant TIME = Instant.parse("2026-11-20T13:05:00Z");

    private final TreeMap<VirtualPath, FileInfo> entries = new TreeMap<>();
    private final Set<VirtualPath> forbidden = new HashSet<>();
    private int openCursors;
    private int mostOpenCursors;

    ListedTree() {
        entries.put(VirtualPath.ROOT, FileInfo.directory("", TIME));
    }

    ListedTree directory(String path) {
        return put(path, FileInfo.directory(VirtualPath.parse(path).name(), TIME));
    }

    ListedTree file(String path, long size, Instant modified) {
        return put(path, FileInfo.file(VirtualPath.parse(path).name(), size, modified));
    }

    ListedTree file(String path) {
        return file(path, 5, TIME);
    }

    ListedTree link(String path, String target) {
        return put(
                path,
                new FileInfo(
                        VirtualPath.parse(path).name(),
                        FileType.SYMBOLIC_LINK,
                        target.length(),
                        TIME,
                        Instant.MIN,
                        0777,
                        "owner",
                        "group",
                        1,
                        "",
                        target,
                        false));
    }

    ListedTree put(String path, FileInfo info) {
        entries.put(VirtualPath.parse(path), info);
        return this;
    }

    ListedTree forbid(String path) {
        forbidden.add(VirtualPath.parse(path));
        return this;
    }

    int openCursors() {
        return openCursors;
    }

    int mostOpenCursors() {
        return mostOpenCursors;
    }

    Storage storage() {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(),
                new Class<?>[] {Storage.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "stat" -> stat((VirtualPath) arguments[0], (Links) arguments[1]);
                    case "list" -> list((VirtualPath) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Links in the middle of a path lead on. */
    private VirtualPath real(VirtualPath path) {
        if (path.isRoot()) {
            return path;
        }
        VirtualPath parent = real(path.parent());
        FileInfo info = entries.get(parent);
        VirtualPath directory = info != null && info.isLink() ? parent.parent().resolve(info.linkTarget()) : parent;
        return directory.child(path.name());
    }

    private FileInfo stat(VirtualPath typed, Links links) {
        VirtualPath path = real(typed);
        FileInfo info = entries.get(path);
        if (info == null) {
            throw new GatewayException(Failure.NOT_FOUND, path + ": no such file or directory");
        }
        if (info.isLink() && links == Links.FOLLOW) {
            FileInfo target = entries.get(path.parent().resolve(info.linkTarget()));
            return target == null ? info : target.named(info.name());
        }
        return info;
    }

    private DirectoryCursor list(VirtualPath typed) {
        FileInfo info = stat(typed, Links.KEEP);
        VirtualPath directory = info.isLink() ? typed.parent().resolve(info.linkTarget()) : typed;
        if (!stat(directory, Links.KEEP).isDirectory()) {
            throw new GatewayException(Failure.NOT_A_DIRECTORY, typed + ": not a directory");
        }
        if (forbidden.contains(directory)) {
            throw new GatewayException(Failure.PERMISSION_DENIED, typed + ": permission \"list\" is not granted here");
        }
        List<FileInfo> children = entries.entrySet().stream()
                .filter(entry -> !entry.getKey().isRoot()
                        && entry.getKey().parent().equals(directory)
                        && !entry.getValue().partial())
                .map(java.util.Map.Entry::getValue)
                .toList();
        openCursors++;
        mostOpenCursors = Math.max(mostOpenCursors, openCursors);
        return new Cursor(children.iterator());
    }

    private final class Cursor implements DirectoryCursor {
        private final Iterator<FileInfo> rest;
        private FileInfo entry = FileInfo.directory("", TIME);
        private boolean open = true;

        Cursor(Iterator<FileInfo> rest) {
            this.rest = rest;
        }

        @Override
        public boolean advance() {
            if (!open) {
                throw new IllegalStateException("closed");
            }
            if (rest.hasNext()) {
                entry = rest.next();
                return true;
            }
            return false;
        }

        @Override
        public FileInfo entry() {
            return entry;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                openCursors--;
            }
        }
    }
}
