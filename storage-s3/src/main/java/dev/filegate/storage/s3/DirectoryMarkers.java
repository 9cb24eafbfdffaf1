package dev.filegate.storage.s3;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Markers of directories: objects whose keys end in a slash. One with attributes holds a byte, so that a listing tells it from one
 * without, and most need not be asked for; services that keep no content of markers are found out and asked each time.
 */
final class DirectoryMarkers {
    private static final ByteContent ATTRIBUTED = new ByteContent(new byte[] {'\n'});

    private final S3Objects objects;
    private volatile boolean keepContent = true;

    DirectoryMarkers(S3Objects objects) {
        this.objects = objects;
    }

    void write(String key, Map<String, String> metadata) {
        objects.put(key, metadata.isEmpty() ? ByteContent.EMPTY : ATTRIBUTED, metadata);
        if (!metadata.isEmpty() && keepContent) {
            List<S3Object> first = objects.first(key, 1).contents();
            keepContent = first.isEmpty()
                    || !first.getFirst().key().equals(key)
                    || first.getFirst().size() > 0;
        }
    }

    /** The attributes of a directory, by the first key in it. */
    Map<String, String> read(String key, S3Object first) {
        if (first.key().equals(key) && (first.size() > 0 || !keepContent)) {
            ObjectInfo marker = objects.head(key);
            return marker == null ? Map.of() : marker.metadata();
        }
        return Map.of();
    }
}
