package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Paths and keys. A key is the storage's prefix and the names with slashes between; the marker of a directory ends in a slash. Keys are
 * UTF-8, so a byte of a name that is not is written as the character U+10FE00 plus that byte, from a block that nobody uses; a name that
 * holds such a character itself is written by its bytes, so that every name has one key and every key at most one name.
 */
final class S3Keys {
    /** Below it lies what is not the clients' business: partial uploads, staged parts, checksums. */
    static final String HIDDEN = ".filegate-tmp";

    private static final int MAX_KEY_BYTES = 1024;
    private static final int ESCAPE = 0x10FE00;
    private static final int LAST_ESCAPE = ESCAPE + 0xFF;

    private final String root;
    private final String prefix;

    private S3Keys(String root, String prefix) {
        this.root = root;
        this.prefix = prefix;
    }

    /** Of a whole storage. What all its keys begin with is empty, or has a slash at its end. */
    static S3Keys of(String root) {
        return new S3Keys(root, root);
    }

    /** Of the tree below a directory of the storage. */
    S3Keys below(VirtualPath base) {
        return new S3Keys(root, directory(base));
    }

    /** The key of a file. */
    String file(VirtualPath path) {
        StringBuilder key = new StringBuilder(prefix);
        String separator = "";
        for (String name : path.names()) {
            key.append(separator).append(written(name));
            separator = "/";
        }
        return checked(path, key.toString());
    }

    /** What the keys of a directory's entries begin with, and the key of its marker; the prefix alone for the root. */
    String directory(VirtualPath path) {
        return path.isRoot() ? prefix : checked(path, file(path) + "/");
    }

    /** The key of something hidden. */
    String hidden(String kind, String name) {
        return hidden(kind) + name;
    }

    /** What the keys of all hidden things of a kind begin with. */
    String hidden(String kind) {
        return hidden() + kind + "/";
    }

    /** What the keys of all hidden things begin with. */
    String hidden() {
        return root + HIDDEN + "/";
    }

    /** Whether a path leads to what is kept for the gateway: a name at the top of the storage. */
    boolean isHidden(VirtualPath path) {
        return !path.isRoot() && prefix.equals(root) && path.names().getFirst().equals(HIDDEN);
    }

    /** The name that {@code key} stands for in {@code directory}; null when no client could name it. */
    @Nullable
    String name(String directory, String key) {
        int end = key.endsWith("/") ? key.length() - 1 : key.length();
        if (end <= directory.length()) {
            return null;
        }
        String text = key.substring(directory.length(), end);
        String name = read(text);
        if (!written(name).equals(text) || (directory.equals(root) && name.equals(HIDDEN))) {
            return null;
        }
        try {
            VirtualPath.ROOT.child(name);
            return name;
        } catch (GatewayException invalid) {
            return null; // a control character, a dot, too long: shown to nobody
        }
    }

    /** Whether a key in {@code directory} is the gateway's own, and so is not missed in a listing. */
    boolean isOwn(String directory, String key) {
        return key.equals(directory) || key.startsWith(hidden());
    }

    private static String checked(VirtualPath path, String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
            throw S3Failures.of(
                    path,
                    Failure.INVALID_NAME,
                    "paths have at most " + MAX_KEY_BYTES + " bytes on S3, prefix included");
        }
        return key;
    }

    static String written(String name) {
        if (name.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return name;
        }
        StringBuilder text = new StringBuilder(name.length() + 16);
        name.codePoints().forEach(point -> {
            if (isLone(point) || isEscape(point)) {
                for (byte b : NameCodec.encode(Character.toString(point))) {
                    text.appendCodePoint(ESCAPE + (b & 0xFF));
                }
            } else {
                text.appendCodePoint(point);
            }
        });
        return text.toString();
    }

    private static String read(String text) {
        if (text.codePoints().noneMatch(S3Keys::isEscape)) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isEscape(point)) {
                bytes.write(point - ESCAPE);
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        });
        return NameCodec.decode(bytes.toByteArray());
    }

    private static boolean isLone(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static boolean isEscape(int point) {
        return point >= ESCAPE && point <= LAST_ESCAPE;
    }
}
