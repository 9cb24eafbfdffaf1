package dev.filegate.storage.s3;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.FileType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A directory, fetched page by page. Keys come in the order of their bytes, in which {@code a-b} is before {@code a/}; names are put
 * in their own order within a page, so that only a directory at the edge of a page of 1,000 may come later than its name says.
 */
final class S3Cursor implements DirectoryCursor {
    private static final Logger LOG = LoggerFactory.getLogger(S3Cursor.class);

    private final S3Objects objects;
    private final S3Keys keys;
    private final VirtualPath path;
    private final String prefix;
    private Iterator<FileInfo> entries;
    private String next;
    private String lastFile = "";
    private long unshown;
    private @Nullable FileInfo entry;

    /** @param first the first page, which has shown that the directory is there */
    S3Cursor(S3Objects objects, S3Keys keys, VirtualPath path, ListObjectsV2Response first) {
        this.objects = objects;
        this.keys = keys;
        this.path = path;
        this.prefix = keys.directory(path);
        this.entries = entries(first);
        this.next = token(first);
    }

    @Override
    public boolean advance() {
        while (!entries.hasNext() && !next.isEmpty()) {
            ListObjectsV2Response page = S3Failures.at(path, () -> objects.page(prefix, "/", next));
            entries = entries(page);
            next = token(page);
        }
        if (!entries.hasNext()) {
            entry = null;
            reportUnshown();
            return false;
        }
        entry = entries.next();
        return true;
    }

    private Iterator<FileInfo> entries(ListObjectsV2Response page) {
        List<FileInfo> found =
                new ArrayList<>(page.contents().size() + page.commonPrefixes().size());
        page.contents().forEach(object -> addFile(found, object));
        page.commonPrefixes().forEach(common -> addDirectory(found, common.prefix()));
        found.sort(Comparator.comparing(FileInfo::name, NameCodec::compareByCodePoint)
                .thenComparing(FileInfo::type));
        removeTwins(found);
        return found.iterator();
    }

    private void addFile(List<FileInfo> found, S3Object object) {
        String name = keys.name(prefix, object.key());
        if (name == null || object.key().endsWith("/")) {
            unshown += keys.isOwn(prefix, object.key()) ? 0 : 1;
        } else {
            found.add(S3Attributes.file(
                    name,
                    new ObjectInfo(
                            object.key(),
                            object.size(),
                            object.eTag(),
                            ObjectInfo.seconds(object.lastModified()),
                            ObjectHeaders.NONE,
                            Map.of())));
        }
    }

    private void addDirectory(List<FileInfo> found, String common) {
        String name = keys.name(prefix, common);
        if (name == null) {
            unshown += keys.isOwn(prefix, common) ? 0 : 1;
        } else {
            found.add(S3Attributes.directory(name));
        }
    }

    /** A file and a directory of one name: clients see the file, which is what the name stands for. */
    private void removeTwins(List<FileInfo> found) {
        Iterator<FileInfo> sorted = found.iterator();
        while (sorted.hasNext()) {
            FileInfo info = sorted.next();
            if (info.type() == FileType.DIRECTORY && info.name().equals(lastFile)) {
                sorted.remove();
                unshown++;
            } else if (info.isFile()) {
                lastFile = info.name();
            }
        }
    }

    private void reportUnshown() {
        if (unshown > 0) {
            LOG.warn(
                    "{}: {} keys cannot be shown: no file can have their names, or a file has the name of their directory",
                    S3Failures.shown(path),
                    unshown);
            unshown = 0;
        }
    }

    private static String token(ListObjectsV2Response page) {
        String token = page.nextContinuationToken();
        return Boolean.TRUE.equals(page.isTruncated()) && token != null ? token : "";
    }

    @Override
    public FileInfo entry() {
        if (entry == null) {
            throw new NoSuchElementException("no entry: advance() has not returned true");
        }
        return entry;
    }

    @Override
    public void close() {
        next = "";
        entries = List.<FileInfo>of().iterator();
    }
}
