package dev.filegate.storage.local;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where uploads are kept until they are committed, and after they broke off: in the directory {@value HiddenNames#PREFIX} below the
 * root, or, when the target lies on another file system, beside the target under hidden names. An upload that can be resumed has a name
 * made of account and path ({@code p-…}), and has it from its first byte on, so that it can be resumed after this process was killed.
 * Any other has a random name ({@code t-…}) and is of no use once its upload is over. Directories with hidden files beside
 * their targets are remembered by a link ({@code d-…}), to be found again by the cleaning after a restart.
 */
final class TemporaryFiles implements AutoCloseable {
    static final String PARTIAL = "p-";
    static final String ANONYMOUS = "t-";
    static final String ELSEWHERE = "d-";
    static final String BESIDE = HiddenNames.PREFIX + "-";

    private static final int PRIVATE_DIRECTORY = 0700;
    private static final int PRIVATE_FILE = 0600;
    private static final int HASH_BYTES = 16;
    private static final byte[] LOCK = "lock".getBytes(StandardCharsets.US_ASCII);

    private final LocalRoot root;
    private final Descriptor directory;
    private final FileStatus status;
    private final Descriptor lock;
    private final Map<String, Reservation> reserved = new ConcurrentHashMap<>();
    private final Set<String> anonymousInUse = ConcurrentHashMap.newKeySet();
    private final Set<VirtualPath> remembered = ConcurrentHashMap.newKeySet();
    private final String run = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    private final AtomicLong counter = new AtomicLong();
    private volatile boolean elsewhereToo;

    /** The right to use one partial; held by a running upload, or for the moment of a deletion. */
    static final class Reservation {
        private volatile long size;

        /** Bytes that could be resumed after. */
        long size() {
            return size;
        }

        void grewTo(long bytes) {
            size = bytes;
        }
    }

    /** A directory for temporary files and what their names begin with there. */
    record Area(Descriptor directory, String prefix) {
        byte[] name(String rest) {
            return (prefix + rest).getBytes(StandardCharsets.US_ASCII);
        }
    }

    private TemporaryFiles(LocalRoot root, Descriptor directory, FileStatus status, Descriptor lock) {
        this.root = root;
        this.directory = directory;
        this.status = status;
        this.lock = lock;
    }

    /** Makes the directory if it is missing, and makes it this process's own. Fails with words for the operator. */
    static TemporaryFiles open(LocalRoot root, ProcessRights rights) throws IOException {
        String shown = root.configured() + "/" + HiddenNames.PREFIX;
        Descriptor directory = null;
        try {
            directory = openDirectory(root);
            FileStatus status = directory.status();
            if (status.owner() != rights.owner()) {
                throw new IOException(shown + " belongs to user " + status.owner()
                        + ", who could read and change uploads: remove it, or give it to user " + rights.owner());
            }
            return new TemporaryFiles(root, directory, status, lock(root.calls(), directory, shown));
        } catch (Errno errno) {
            close(directory);
            throw new IOException(
                    shown + " cannot be made or opened (" + errno.getMessage()
                            + "): uploads are written there; the gateway needs write access to " + root.configured(),
                    errno);
        } catch (IOException refused) {
            close(directory);
            throw refused;
        }
    }

    private static void close(@Nullable Descriptor descriptor) {
        if (descriptor != null) {
            descriptor.close();
        }
    }

    private static Descriptor openDirectory(LocalRoot root) throws Errno {
        LinuxCalls calls = root.calls();
        byte[] name = HiddenNames.directoryName();
        try {
            calls.mkdirat(root.directory().number(), name, PRIVATE_DIRECTORY);
        } catch (Errno errno) {
            if (errno.code() != Linux.EEXIST) {
                throw errno;
            }
        }
        int flags = Linux.O_RDONLY | Linux.O_DIRECTORY | Linux.O_NOFOLLOW | Linux.O_CLOEXEC;
        Descriptor opened = new Descriptor(calls, calls.openat(root.directory().number(), name, flags, 0));
        calls.fchmod(opened.number(), PRIVATE_DIRECTORY);
        return opened;
    }

    private static Descriptor lock(LinuxCalls calls, Descriptor directory, String shown) throws Errno, IOException {
        int flags = Linux.O_RDWR | Linux.O_CREAT | Linux.O_NOFOLLOW | Linux.O_CLOEXEC;
        Descriptor file = new Descriptor(calls, calls.openat(directory.number(), LOCK, flags, PRIVATE_FILE));
        try {
            calls.lock(file.number());
            return file;
        } catch (Errno errno) {
            file.close();
            if (errno.code() == Linux.EAGAIN) {
                throw new IOException(
                        shown + "/lock is held: another gateway, or another storage of this one, uses the same root",
                        errno);
            }
            throw errno;
        }
    }

    LinuxCalls calls() {
        return root.calls();
    }

    /** Where temporary files for {@code targetDirectory} go, so that they can be moved there by rename. */
    Area areaFor(Descriptor targetDirectory, FileStatus targetStatus) {
        return targetStatus.isOnSameFileSystem(status) ? ownArea() : new Area(targetDirectory, BESIDE);
    }

    Area ownArea() {
        return new Area(directory, "");
    }

    /** The name of the partial of one account at one path of this storage: the same after a restart. */
    static String partialName(String owner, VirtualPath path) {
        return PARTIAL + hash(owner + "\0" + path);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(NameCodec.encode(text));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new LinkageError("every JDK has SHA-256", impossible);
        }
    }

    /** Null when somebody has reserved it. */
    @Nullable
    Reservation reserve(String partialName) {
        Reservation mine = new Reservation();
        return reserved.putIfAbsent(partialName, mine) == null ? mine : null;
    }

    @Nullable
    Reservation reservation(String partialName) {
        return reserved.get(partialName);
    }

    void release(String partialName) {
        reserved.remove(partialName);
    }

    /** A new file of no use to anybody else. */
    TemporaryFile createAnonymous(Area area) throws Errno {
        String rest = nextAnonymousName();
        int flags = Linux.O_RDWR | Linux.O_CREAT | Linux.O_EXCL;
        return new TemporaryFile(this, area, rest, null, openFile(area, rest, flags));
    }

    /** The partial file that was reserved. ENOENT when there is none and {@code flags} do not create it. */
    TemporaryFile openPartial(Area area, String partialName, Reservation reservation, int flags) throws Errno {
        return new TemporaryFile(
                this, area, partialName, reservation, openFile(area, partialName, Linux.O_RDWR | flags));
    }

    private Descriptor openFile(Area area, String rest, int flags) throws Errno {
        if (!area.prefix().isEmpty() && (flags & Linux.O_CREAT) != 0) {
            remember(area.directory());
        }
        int all = flags | Linux.O_NOFOLLOW | Linux.O_CLOEXEC;
        return new Descriptor(calls(), calls().openat(area.directory().number(), area.name(rest), all, PRIVATE_FILE));
    }

    String nextAnonymousName() {
        String name = ANONYMOUS + run + "-" + counter.incrementAndGet();
        anonymousInUse.add(name);
        return name;
    }

    void forgetAnonymous(String name) {
        anonymousInUse.remove(name);
    }

    boolean isInUse(String rest) {
        return reserved.containsKey(rest) || anonymousInUse.contains(rest);
    }

    /** Whether there may be temporary files beside their targets. */
    boolean areElsewhereToo() {
        return elsewhereToo;
    }

    void foundElsewhere() {
        elsewhereToo = true;
    }

    private void remember(Descriptor targetDirectory) throws Errno {
        elsewhereToo = true;
        VirtualPath path = new LocalTree(root, VirtualPath.ROOT).pathOf(targetDirectory);
        if (remembered.contains(path)) {
            return;
        }
        try {
            byte[] name = ownArea().name(ELSEWHERE + hash(path.toString()));
            // Relative, so that it leads nowhere for tools that follow links.
            calls().symlinkat(NameCodec.encode("." + path), directory.number(), name);
        } catch (Errno errno) {
            if (errno.code() != Linux.EEXIST) {
                throw errno;
            }
        }
        remembered.add(path);
    }

    LocalRoot root() {
        return root;
    }

    /** For reading its entries; closed by the caller. */
    Descriptor openOwnDirectory() throws Errno {
        return directory.reopen(Linux.O_RDONLY | Linux.O_DIRECTORY);
    }

    @Override
    public void close() {
        lock.close();
        directory.close();
    }
}
