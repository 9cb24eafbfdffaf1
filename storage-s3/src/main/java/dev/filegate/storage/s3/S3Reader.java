package dev.filegate.storage.s3;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An open object. */
final class S3Reader implements ReadableFile {
    private static final int CHUNK = 1 << 18;

    private final S3Objects objects;
    private final VirtualPath path;
    private final ObjectInfo object;
    private final byte[] head;

    S3Reader(S3Objects objects, VirtualPath path, ObjectInfo object, byte[] head) {
        this.objects = objects;
        this.path = path;
        this.object = object;
        this.head = head;
    }

    @Override
    public long size() {
        return object.size();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        if (position >= size()) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), size() - position);
        if (position + count <= head.length) {
            target.put(head, (int) position, count);
            return count;
        }
        target.put(S3Failures.at(path, () -> fetch(position, count)));
        return count;
    }

    private byte[] fetch(long position, int count) {
        try (ResponseInputStream<GetObjectResponse> body = objects.client()
                .getObject(objects.range(object.key(), position, position + count - 1)
                        .ifMatch(ObjectInfo.bare(object.etag()))
                        .build())) {
            return body.readNBytes(count);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (position >= size()) {
            return 0;
        }
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, count));
        read(chunk, position);
        chunk.flip();
        int sent = chunk.remaining();
        while (chunk.hasRemaining()) {
            target.write(chunk);
        }
        return sent;
    }

    @Override
    public void close() {}
}
