package dev.filegate.ftp.listing;

import dev.filegate.core.storage.FileInfo;
import java.io.IOException;

/** Where the entries of a listing go on their way to lines. */
interface EntryTarget {
    void accept(String shown, FileInfo info) throws IOException;
}
