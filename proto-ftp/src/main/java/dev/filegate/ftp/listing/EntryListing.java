package dev.filegate.ftp.listing;

import dev.filegate.core.storage.FileInfo;
import dev.filegate.ftp.data.ByteSink;
import java.io.IOException;

/** LIST and NLST of something that is one line: a file, or with {@code -d} a directory. */
record EntryListing(EntryFormat format, String shown, FileInfo info) implements Listing {
    @Override
    public void send(ByteSink target) throws IOException {
        LineBuffer line = new LineBuffer(target);
        format.write(line, shown, info);
        line.flush();
    }

    @Override
    public boolean isOfDirectory() {
        return info.isDirectory();
    }

    @Override
    public void close() {}
}
