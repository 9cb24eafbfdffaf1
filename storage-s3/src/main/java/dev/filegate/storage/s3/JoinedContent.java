package dev.filegate.storage.s3;

import java.io.InputStream;
import java.io.SequenceInputStream;

/** Content and what follows it. */
record JoinedContent(Content first, Content second) implements Content {
    @Override
    public long length() {
        return first.length() + second.length();
    }

    @Override
    public InputStream open() {
        return new SequenceInputStream(first.open(), second.open());
    }

    @Override
    public void forEach(Sink sink) {
        first.forEach(sink);
        second.forEach(sink);
    }
}
