package dev.filegate.core.path;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An absolute path inside an account's tree: a list of names, resolved on names alone before any backend is asked. {@code ..} at the
 * top stays at the top, so a path can never leave the tree it is resolved in. Immutable.
 *
 * <p>Names are Unicode as received (no normalisation). Bytes that are not UTF-8 are carried by {@link NameCodec} as lone surrogates.
 * Refused as {@link Failure#INVALID_NAME}: control characters (NUL, C0, DEL), names over {@value #MAX_NAME_BYTES} bytes and paths over
 * {@value #MAX_PATH_BYTES} bytes of UTF-8.
 */
public final class VirtualPath implements Comparable<VirtualPath> {
    /** The longest name, in bytes of UTF-8: NAME_MAX of every Linux file system. */
    public static final int MAX_NAME_BYTES = 255;

    /** The longest path, in bytes of UTF-8 with its separators: PATH_MAX of Linux. */
    public static final int MAX_PATH_BYTES = 4096;

    /** The top of a tree. */
    public static final VirtualPath ROOT = new VirtualPath(List.of());

    private static final Comparator<String> BY_CODE_POINT = NameCodec::compareByCodePoint;

    private final List<String> names;

    private VirtualPath(List<String> names) {
        this.names = names;
    }

    /** Parses a path as seen from the root; a missing leading slash makes no difference. */
    public static VirtualPath parse(String text) {
        return ROOT.resolve(text);
    }

    /** Resolves what a client sent against this directory: absolute when it begins with {@code /}, else relative; empty is this path. */
    public VirtualPath resolve(String text) {
        List<String> resolved = text.startsWith("/") ? new ArrayList<>() : new ArrayList<>(names);
        for (String step : text.split("/", -1)) {
            switch (step) {
                case "", "." -> {}
                case ".." -> {
                    if (!resolved.isEmpty()) {
                        resolved.removeLast();
                    }
                }
                default -> resolved.add(checkedName(step));
            }
        }
        return checkedLength(resolved);
    }

    /** The entry of this directory with exactly that name; unlike {@link #resolve} it gives {@code .}, {@code ..} and {@code /} no meaning but INVALID_NAME. */
    public VirtualPath child(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new GatewayException(
                    Failure.INVALID_NAME, "\"" + NameCodec.printable(name) + "\" is not a file name");
        }
        List<String> longer = new ArrayList<>(names);
        longer.add(checkedName(name));
        return checkedLength(longer);
    }

    /** This path below another root: {@code /a/b} re-rooted at {@code /home} is {@code /home/a/b}. */
    public VirtualPath under(VirtualPath base) {
        if (base.isRoot()) {
            return this;
        }
        List<String> joined = new ArrayList<>(base.names);
        joined.addAll(names);
        return checkedLength(joined);
    }

    /** What is left of this path below {@code ancestor}, as a path of its own. {@code ancestor} must be this path or above it. */
    public VirtualPath below(VirtualPath ancestor) {
        if (!startsWith(ancestor)) {
            throw new IllegalArgumentException(this + " is not below " + ancestor);
        }
        return new VirtualPath(names.subList(ancestor.names.size(), names.size()));
    }

    /** Whether this path is {@code ancestor} or lies below it. */
    public boolean startsWith(VirtualPath ancestor) {
        return names.size() >= ancestor.names.size()
                && names.subList(0, ancestor.names.size()).equals(ancestor.names);
    }

    public boolean isRoot() {
        return names.isEmpty();
    }

    /** The directory above; the root is its own parent. */
    public VirtualPath parent() {
        return isRoot() ? this : new VirtualPath(names.subList(0, names.size() - 1));
    }

    /** The last name; empty for the root. */
    public String name() {
        return isRoot() ? "" : names.getLast();
    }

    /** The names from the top down. Unmodifiable. */
    public List<String> names() {
        return names;
    }

    private static String checkedName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < 0x20 || c == 0x7F) {
                throw new GatewayException(
                        Failure.INVALID_NAME,
                        "control characters are not allowed in file names: " + NameCodec.printable(name));
            }
        }
        if (NameCodec.encodedLength(name) > MAX_NAME_BYTES) {
            throw new GatewayException(Failure.INVALID_NAME, "file names have at most " + MAX_NAME_BYTES + " bytes");
        }
        return name;
    }

    private static VirtualPath checkedLength(List<String> names) {
        int bytes = 0;
        for (String name : names) {
            bytes += 1 + NameCodec.encodedLength(name);
        }
        if (bytes > MAX_PATH_BYTES) {
            throw new GatewayException(Failure.INVALID_NAME, "paths have at most " + MAX_PATH_BYTES + " bytes");
        }
        return names.isEmpty() ? ROOT : new VirtualPath(List.copyOf(names));
    }

    /** By name, level by level, in code-point order. */
    @Override
    public int compareTo(VirtualPath other) {
        int common = Math.min(names.size(), other.names.size());
        for (int i = 0; i < common; i++) {
            int order = BY_CODE_POINT.compare(names.get(i), other.names.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(names.size(), other.names.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VirtualPath path && names.equals(path.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** The path with a leading slash, {@code /} for the root. May hold lone surrogates; see {@link NameCodec}. */
    @Override
    public String toString() {
        return "/" + String.join("/", names);
    }
}
