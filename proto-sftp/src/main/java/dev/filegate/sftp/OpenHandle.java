package dev.filegate.sftp;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ReadableFile;

/** Something a client holds open. Confined to one channel. */
sealed interface OpenHandle permits OpenHandle.Reading, Listing, Upload {
    VirtualPath path();

    /** Lets go without finishing anything: an upload is abandoned. Never fails. */
    void drop();

    /** A file opened for reading only. */
    record Reading(VirtualPath path, ReadableFile file) implements OpenHandle {
        @Override
        public void drop() {
            file.close();
        }
    }
}
