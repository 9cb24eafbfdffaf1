package dev.filegate.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The first bytes of other content. */
record ContentStart(Content whole, long length) implements Content {
    @Override
    public InputStream open() {
        List<InputStream> pieces = new ArrayList<>();
        forEach((bytes, offset, count) -> pieces.add(new ByteArrayInputStream(bytes, offset, count)));
        return new SequenceInputStream(Collections.enumeration(pieces));
    }

    @Override
    public void forEach(Sink sink) {
        long[] left = {length};
        whole.forEach((bytes, offset, count) -> {
            int taken = (int) Math.min(left[0], count);
            if (taken > 0) {
                sink.take(bytes, offset, taken);
            }
            left[0] -= taken;
        });
    }
}
