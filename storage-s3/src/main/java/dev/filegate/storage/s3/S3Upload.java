package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.WritableFile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/** An upload. */
final class S3Upload implements WritableFile {
    private final S3Objects objects;
    private final VirtualPath path;
    private final String key;
    private final Map<String, String> inherited;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private AttributeChange change = AttributeChange.NONE;
    private boolean over;

    S3Upload(S3Objects objects, VirtualPath path, String key, Map<String, String> inherited) {
        this.objects = objects;
        this.path = path;
        this.key = key;
        this.inherited = inherited;
    }

    @Override
    public long position() {
        return content.size();
    }

    @Override
    public void write(ByteBuffer source, long position) {
        if (over) {
            throw new IllegalStateException("the upload is over");
        }
        if (position != content.size()) {
            throw S3Failures.of(path, Failure.UNSUPPORTED, "takes its bytes in their order");
        }
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        content.writeBytes(bytes);
    }

    @Override
    public void setAttributes(AttributeChange attributes) {
        change = change.and(attributes);
    }

    @Override
    public void commit() {
        if (over) {
            throw new IllegalStateException("the upload is over");
        }
        over = true;
        S3Failures.run(
                path,
                () -> objects.put(
                        key, new ByteContent(content.toByteArray()), S3Attributes.changed(inherited, change)));
    }

    @Override
    public void discard() {
        over = true;
    }

    @Override
    public void close() {
        over = true;
    }
}
