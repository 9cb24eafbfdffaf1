package dev.filegate.storage.local;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageBackend;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of this machine as a storage. Holds its root open, and a lock in it: one gateway to a root. Whoever opened it calls
 * {@link #cleanUp} from time to time.
 */
public final class LocalBackend implements StorageBackend {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBackend.class);
    private static final int NEW_DIRECTORY = 0777;

    private final String name;
    private final LocalRoot root;
    private final TemporaryFiles temporary;
    private final TemporaryCleaning cleaning;
    private final LocalParts parts;

    private LocalBackend(
            String name, LocalConfig config, LocalRoot root, TemporaryFiles temporary, ProcessRights rights) {
        this.name = name;
        this.root = root;
        this.temporary = temporary;
        this.cleaning = new TemporaryCleaning(temporary, config.partialTtl());
        FileAttributes attributes = new FileAttributes(root.calls(), rights);
        this.parts = new LocalParts(
                temporary,
                new LocalUploads(temporary, attributes, config),
                new FileDescriber(),
                attributes,
                capabilities(rights));
    }

    /**
     * Opens a root and cleans what an earlier run has left in it.
     *
     * @param name the name it is configured under
     * @throws IOException with words for the operator when the root is missing, not writable, or used by another gateway
     */
    public static LocalBackend open(String name, LocalConfig config) throws IOException {
        return open(name, config, new KernelCalls(), Instant.now());
    }

    static LocalBackend open(String name, LocalConfig config, LinuxCalls calls, Instant now) throws IOException {
        ProcessRights rights = ProcessRights.read();
        LocalRoot root = openRoot(calls, config);
        TemporaryFiles temporary;
        try {
            temporary = TemporaryFiles.open(root, rights);
        } catch (IOException failed) {
            root.close();
            throw failed;
        }
        LocalBackend backend = new LocalBackend(name, config, root, temporary, rights);
        try {
            int deleted = backend.cleaning.clean(now, true);
            LOG.info("storage {}: root {}, {} leftover temporary files deleted", name, config.root(), deleted);
            return backend;
        } catch (Errno errno) {
            backend.close();
            throw new IOException(
                    config.root() + "/" + HiddenNames.PREFIX + " cannot be cleaned: " + errno.getMessage(), errno);
        }
    }

    private static LocalRoot openRoot(LinuxCalls calls, LocalConfig config) throws IOException {
        try {
            return LocalRoot.open(calls, config.root());
        } catch (Errno errno) {
            String why = switch (errno.code()) {
                case Linux.ENOENT -> "does not exist: create it, or mount what belongs there";
                case Linux.ENOTDIR -> "is not a directory";
                case Linux.EACCES -> "cannot be reached: the gateway lacks the right to search a directory above it";
                default -> "cannot be opened: " + errno.getMessage();
            };
            throw new IOException("root " + config.root() + " " + why, errno);
        }
    }

    private static Set<Capability> capabilities(ProcessRights rights) {
        EnumSet<Capability> all = EnumSet.allOf(Capability.class);
        if (!rights.mayChangeOwners()) {
            all.remove(Capability.OWNERS);
        }
        return Set.copyOf(all);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Storage tree(VirtualPath base, String owner) {
        HiddenNames.refuseNew(base);
        createDirectories(base);
        return new LocalStorage(new LocalTree(root, base), owner, parts);
    }

    private void createDirectories(VirtualPath base) {
        LocalTree whole = new LocalTree(root, VirtualPath.ROOT);
        try (Descriptor held = whole.hold(base, true)) {
            if (!held.status().isDirectory()) {
                throw LocalFailures.of(base, Failure.NOT_A_DIRECTORY, "not a directory");
            }
        } catch (Errno errno) {
            if (errno.code() != Linux.ENOENT || base.isRoot()) {
                throw LocalFailures.of(base, errno);
            }
            createDirectories(base.parent());
            createDirectory(whole, base);
        }
    }

    private void createDirectory(LocalTree whole, VirtualPath path) {
        try (Place place = whole.place(path)) {
            root.calls().mkdirat(place.directory().number(), place.name(), NEW_DIRECTORY);
        } catch (Errno errno) {
            if (errno.code() != Linux.EEXIST) {
                throw LocalFailures.of(path, errno);
            }
        }
    }

    /**
     * Whether the root is still what was opened, and can be written. A full disk is no failure: what is there can be read.
     */
    @Override
    public void check() {
        try {
            if (!root.statusByName().isSameFile(root.directory().status())) {
                throw unavailable("the root was replaced by another directory; restart the gateway to use that", null);
            }
            probeWriting();
        } catch (Errno errno) {
            throw unavailable("the root cannot be used (" + errno.getMessage() + ")", errno);
        }
    }

    private void probeWriting() throws Errno {
        try (TemporaryFile probe = temporary.createAnonymous(temporary.ownArea())) {
            probe.drop();
        } catch (Errno errno) {
            switch (errno.code()) {
                case Linux.ENOSPC, Linux.EDQUOT -> LOG.debug("storage {} is full", name, errno);
                default -> throw errno;
            }
        }
    }

    private GatewayException unavailable(String words, @Nullable Errno cause) {
        String detail = "storage " + name + ": " + words;
        return cause == null
                ? new GatewayException(Failure.UNAVAILABLE, detail)
                : new GatewayException(Failure.UNAVAILABLE, detail, cause);
    }

    /**
     * Deletes interrupted uploads that are older than their time to live. To be called from time to time.
     *
     * @return how many files were deleted
     */
    public int cleanUp(Instant now) {
        try {
            return cleaning.clean(now, false);
        } catch (Errno errno) {
            throw unavailable("interrupted uploads cannot be cleaned (" + errno.getMessage() + ")", errno);
        }
    }

    @Override
    public void close() {
        temporary.close();
        root.close();
    }
}
