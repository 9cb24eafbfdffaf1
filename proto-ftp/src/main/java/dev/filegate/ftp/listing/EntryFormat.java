package dev.filegate.ftp.listing;

import dev.filegate.core.storage.FileInfo;
import java.io.IOException;

/** How one entry of a listing looks. */
interface EntryFormat {
    /** @param shown what stands for the entry: its name, or a path as the client typed it */
    void write(LineBuffer line, String shown, FileInfo info) throws IOException;
}
