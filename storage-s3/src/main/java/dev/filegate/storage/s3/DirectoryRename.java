package dev.filegate.storage.s3;

import dev.filegate.core.path.VirtualPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A directory on its way to another name, key by key. What was begun is written down, so that the same rename asked for again after an
 * interruption goes on where the first one stopped: every key is in the old place, in the new one, or in both with the same content.
 */
final class DirectoryRename {
    private static final int AT_ONCE = 16;
    static final String KIND = "rename";

    private final S3Site site;
    private final S3Names names;
    private final S3Copies copies;
    private final VirtualPath from;
    private final String source;
    private final String target;
    private final String record;

    DirectoryRename(S3Site site, S3Names names, S3Copies copies, VirtualPath from, VirtualPath to) {
        this.site = site;
        this.names = names;
        this.copies = copies;
        this.from = from;
        this.source = names.keys().directory(from);
        this.target = names.keys().directory(to);
        this.record = names.keys().hidden(KIND, S3Partials.name(source, target));
    }

    /** Whether it was begun before and did not come to its end. */
    boolean wasBegun() {
        return site.objects().head(record) != null;
    }

    void run() {
        site.objects().put(record, ByteContent.EMPTY, Map.of());
        ListObjectsV2Response page;
        do {
            // Always the first page: what was moved is gone from it.
            page = site.objects().page(source, "", "");
            move(page.contents());
        } while (Boolean.TRUE.equals(page.isTruncated()));
        names.known().forget(source);
        names.known().saw(target);
        keepParent();
        site.objects().delete(record);
    }

    private void move(List<S3Object> objects) {
        List<Parallel.Task<Boolean>> moves = new ArrayList<>(objects.size());
        for (S3Object object : objects) {
            moves.add(() -> {
                ObjectInfo known = new ObjectInfo(
                        object.key(),
                        object.size(),
                        object.eTag(),
                        ObjectInfo.seconds(object.lastModified()),
                        ObjectHeaders.NONE,
                        Map.of());
                copies.copy(from, known, target + object.key().substring(source.length()));
                site.objects().delete(object.key());
                return true;
            });
        }
        Parallel.all(AT_ONCE, moves);
    }

    private void keepParent() {
        VirtualPath parent = from.parent();
        if (!parent.isRoot() && !site.objects().isAny(names.keys().directory(parent))) {
            names.makeMarker(parent, Map.of());
        }
    }
}
