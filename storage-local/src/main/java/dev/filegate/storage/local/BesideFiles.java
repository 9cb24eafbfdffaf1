package dev.filegate.storage.local;

import dev.filegate.storage.local.TemporaryFiles.Area;
import java.util.ArrayList;
import java.util.List;

/** The temporary files in a directory that is itself a target. */
final class BesideFiles {
    private final TemporaryFiles files;
    private final Descriptor directory;

    /** @param directory opened for reading; not closed here */
    BesideFiles(TemporaryFiles files, Descriptor directory) {
        this.files = files;
        this.directory = directory;
    }

    /**
     * Deletes them if there is nothing else in the directory; whether it did. An upload that is still under way will find at its commit
     * that its directory is gone, as it would if its file lay elsewhere.
     */
    boolean allDeleted() throws Errno {
        List<String> found = new ArrayList<>();
        DirectoryReader names = new DirectoryReader(files.calls(), directory);
        for (String name = names.next(); name != null; name = names.next()) {
            if (!name.startsWith(TemporaryFiles.BESIDE)) {
                return false;
            }
            found.add(name.substring(TemporaryFiles.BESIDE.length()));
        }
        Area area = new Area(directory, TemporaryFiles.BESIDE);
        for (String rest : found) {
            files.calls().unlinkat(directory.number(), area.name(rest), 0);
        }
        return true;
    }
}
