package dev.filegate.storage.local;

import dev.filegate.core.storage.FileInfo;
import java.nio.file.Path;
import java.time.InstantSource;

/** Turns what the kernel says about a file into what the gateway says. */
final class FileDescriber {
    private final OwnerNames owners = new OwnerNames(Path.of("/etc/passwd"), InstantSource.system());
    private final OwnerNames groups = new OwnerNames(Path.of("/etc/group"), InstantSource.system());

    FileInfo describe(String name, FileStatus status, String linkTarget) {
        return info(name, status, linkTarget, status.size(), false);
    }

    /** An interrupted or running upload as its account sees it. */
    FileInfo partial(String name, FileStatus status, long size) {
        return info(name, status, "", size, true);
    }

    private FileInfo info(String name, FileStatus status, String linkTarget, long size, boolean partial) {
        return new FileInfo(
                name,
                status.type(),
                size,
                status.modified(),
                status.created(),
                status.mode(),
                owners.name(status.owner()),
                groups.name(status.group()),
                status.links(),
                status.unique(),
                linkTarget,
                partial,
                status.owner(),
                status.group());
    }
}
