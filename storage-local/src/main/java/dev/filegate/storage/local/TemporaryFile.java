package dev.filegate.storage.local;

import dev.filegate.storage.local.TemporaryFiles.Area;
import dev.filegate.storage.local.TemporaryFiles.Reservation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One file of {@link TemporaryFiles}, open for reading and writing. Used by one thread at a time. */
final class TemporaryFile implements AutoCloseable {
    private final TemporaryFiles files;
    private final Area area;
    private final String kept;
    private final @Nullable Reservation reservation;
    private final Descriptor file;
    private String current;

    /** @param reservation set when the file is a partial, which is then released on {@link #close} */
    TemporaryFile(TemporaryFiles files, Area area, String name, @Nullable Reservation reservation, Descriptor file) {
        this.files = files;
        this.area = area;
        this.kept = name;
        this.current = name;
        this.reservation = reservation;
        this.file = file;
    }

    int number() {
        return file.number();
    }

    FileStatus status() throws Errno {
        return file.status();
    }

    boolean isPartial() {
        return reservation != null;
    }

    /** Tells those who ask for the size of the running upload. */
    void grewTo(long bytes) {
        if (reservation != null) {
            reservation.grewTo(bytes);
        }
    }

    /** From now on the file has gaps: should the process be killed, it must not be resumed. */
    void becomeUnsure() throws Errno {
        if (isPartial() && current.equals(kept)) {
            renameTo(files.nextAnonymousName());
        }
    }

    /** Keeps the first bytes to be resumed. */
    void keep(long size) throws Errno {
        if (file.status().size() != size) {
            files.calls().ftruncate(file.number(), size);
        }
        if (!current.equals(kept)) {
            String unsure = current;
            renameTo(kept);
            files.forgetAnonymous(unsure);
        }
    }

    /** Makes now the time of its last change. */
    void touch() throws Errno {
        files.calls().utimensat(file.number(), new byte[0], null, Instant.now());
    }

    private void renameTo(String name) throws Errno {
        int directory = area.directory().number();
        files.calls().renameat2(directory, area.name(current), directory, area.name(name), 0);
        current = name;
    }

    /** Deletes the file; nothing is left of the upload. */
    void drop() throws Errno {
        try {
            files.calls().unlinkat(area.directory().number(), area.name(current), 0);
        } catch (Errno errno) {
            if (errno.code() != Linux.ENOENT) { // it went with the directory that it was beside its target in
                throw errno;
            }
        }
    }

    /** Gives the file its final name in one step. EEXIST when there is something and it must not be replaced. */
    void moveTo(Place place, boolean replace) throws Errno {
        Renames renames = new Renames(files.calls());
        renames.file(new Place(area.directory(), area.name(current)), place, replace);
    }

    /** The same content in a file that can be moved to {@code place}, which lies on a file system of its own. */
    TemporaryFile copiedBeside(Place place) throws Errno {
        TemporaryFile copy = files.createAnonymous(new Area(place.directory(), TemporaryFiles.BESIDE));
        try {
            FileCopy.copy(files.calls(), file.number(), copy.number(), status().size());
            return copy;
        } catch (Errno errno) {
            copy.drop();
            copy.close();
            throw errno;
        }
    }

    /** Closes the file and gives up its name; what is to become of the file was decided before. */
    @Override
    public void close() {
        file.close();
        if (reservation != null) {
            files.release(kept);
        }
        files.forgetAnonymous(current);
    }
}
