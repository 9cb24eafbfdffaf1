package dev.filegate.sftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a channel holds open, by the numbers given out. Numbers are not used twice in a channel. Confined to one channel. */
final class OpenHandles {
    private final int most;
    private final Map<Integer, OpenHandle> open = new LinkedHashMap<>();
    private int last;

    /** @param most handles at the same time */
    OpenHandles(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    /** To be asked before anything is opened. BUSY when the channel has as many handles as it may. */
    void requireRoom() {
        if (open.size() >= most) {
            throw new GatewayException(
                    Failure.BUSY, most + " files and directories are open, which is the limit; close some first");
        }
    }

    /** Gives out a number. */
    int add(OpenHandle handle) {
        last = last == Integer.MAX_VALUE ? 1 : last + 1;
        open.put(last, handle);
        return last;
    }

    OpenHandle get(int number) {
        OpenHandle handle = open.get(number);
        if (handle == null) {
            throw new GatewayException(Failure.INVALID_NAME, "no such handle is open");
        }
        return handle;
    }

    /** Takes it out; whoever calls lets it go. */
    OpenHandle remove(int number) {
        OpenHandle handle = get(number);
        open.remove(number);
        return handle;
    }

    /** The upload to that path that is not yet what stands there; the one opened last. */
    Optional<Upload> pendingUpload(VirtualPath path) {
        Optional<Upload> found = Optional.empty();
        for (OpenHandle handle : open.values()) {
            if (handle instanceof Upload upload
                    && upload.isPending()
                    && upload.path().equals(path)) {
                found = Optional.of(upload);
            }
        }
        return found;
    }

    /** Tells uploads whose path was renamed, or lies below a renamed directory. */
    void renamed(VirtualPath from, VirtualPath to) {
        for (OpenHandle handle : open.values()) {
            if (handle instanceof Upload upload && upload.path().startsWith(from) && !upload.isPending()) {
                upload.renamed(upload.path().below(from).under(to));
            }
        }
    }

    /** Lets go of everything: uploads are abandoned. */
    void dropAll() {
        open.values().forEach(OpenHandle::drop);
        open.clear();
    }

    boolean isEmpty() {
        return open.isEmpty();
    }
}
