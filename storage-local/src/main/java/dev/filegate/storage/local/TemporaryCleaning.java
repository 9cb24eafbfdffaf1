package dev.filegate.storage.local;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.storage.local.TemporaryFiles.Area;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what uploads have left: interrupted ones after their time to live, and at start whatever nobody can resume. */
final class TemporaryCleaning {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryCleaning.class);

    private final TemporaryFiles files;
    private final Duration timeToLive;

    TemporaryCleaning(TemporaryFiles files, Duration timeToLive) {
        this.files = files;
        this.timeToLive = timeToLive;
    }

    /**
     * Cleans once.
     *
     * @param atStart whether no upload of this process has begun yet: then anonymous files are leftovers of a killed one
     * @return how many files were deleted
     */
    int clean(Instant now, boolean atStart) throws Errno {
        Instant oldest = now.minus(timeToLive);
        int deleted = 0;
        try (Descriptor directory = files.openOwnDirectory()) {
            DirectoryReader names = new DirectoryReader(files.calls(), directory);
            for (String name = names.next(); name != null; name = names.next()) {
                if (name.startsWith(TemporaryFiles.ELSEWHERE)) {
                    deleted += cleanElsewhere(name, oldest, atStart);
                } else {
                    deleted += cleanOne(new Area(directory, ""), name, oldest, atStart);
                }
            }
        }
        return deleted;
    }

    private int cleanElsewhere(String link, Instant oldest, boolean atStart) {
        try {
            Area own = files.ownArea();
            byte[] target = files.calls().readlinkat(own.directory().number(), own.name(link));
            VirtualPath path = VirtualPath.parse(NameCodec.decode(target));
            try (Descriptor directory = openDirectory(path)) {
                return directory == null ? 0 : cleanBeside(directory, oldest, atStart);
            }
        } catch (Errno errno) {
            LOG.warn("temporary files beside their targets cannot be cleaned now", errno);
            return 0;
        }
    }

    private @Nullable Descriptor openDirectory(VirtualPath path) throws Errno {
        try (Descriptor held = new LocalTree(files.root(), VirtualPath.ROOT).hold(path, false)) {
            return held.reopen(Linux.O_RDONLY | Linux.O_DIRECTORY);
        } catch (Errno errno) {
            if (errno.code() == Linux.ENOENT || errno.code() == Linux.ENOTDIR) {
                return null; // the directory is gone, and its temporary files with it
            }
            throw errno;
        }
    }

    private int cleanBeside(Descriptor directory, Instant oldest, boolean atStart) throws Errno {
        files.foundElsewhere();
        int deleted = 0;
        DirectoryReader names = new DirectoryReader(files.calls(), directory);
        for (String name = names.next(); name != null; name = names.next()) {
            if (name.startsWith(TemporaryFiles.BESIDE)) {
                String rest = name.substring(TemporaryFiles.BESIDE.length());
                deleted += cleanOne(new Area(directory, TemporaryFiles.BESIDE), rest, oldest, atStart);
            }
        }
        return deleted;
    }

    private int cleanOne(Area area, String name, Instant oldest, boolean atStart) throws Errno {
        if (name.startsWith(TemporaryFiles.PARTIAL)) {
            return cleanPartial(area, name, oldest);
        }
        boolean leftOver = name.startsWith(TemporaryFiles.ANONYMOUS) && !files.isInUse(name);
        return leftOver && (atStart || isOlder(area, name, oldest)) && unlinked(area, name) ? 1 : 0;
    }

    private int cleanPartial(Area area, String name, Instant oldest) throws Errno {
        if (files.reserve(name) == null) {
            return 0; // being written
        }
        try {
            return isOlder(area, name, oldest) && unlinked(area, name) ? 1 : 0;
        } finally {
            files.release(name);
        }
    }

    private boolean isOlder(Area area, String name, Instant oldest) throws Errno {
        try {
            FileStatus status =
                    files.calls().statx(area.directory().number(), area.name(name), Linux.AT_SYMLINK_NOFOLLOW);
            return status.modified().isBefore(oldest) || status.size() == 0;
        } catch (Errno errno) {
            if (errno.code() == Linux.ENOENT) {
                return false;
            }
            throw errno;
        }
    }

    private boolean unlinked(Area area, String name) throws Errno {
        try {
            files.calls().unlinkat(area.directory().number(), area.name(name), 0);
            return true;
        } catch (Errno errno) {
            if (errno.code() == Linux.ENOENT) {
                return false;
            }
            throw errno;
        }
    }
}
