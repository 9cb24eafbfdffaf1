package dev.filegate.tftp;

import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.WritableFile;
import java.nio.ByteBuffer;

/** The file that a transfer moves. Used by one thread at a time. */
sealed interface Cargo {
    /**
     * Gives the file back. An upload that was not committed leaves nothing.
     *
     * @param trouble why not all of it arrived; empty when it did, or when nothing was to
     */
    void release(String trouble);

    /** A file that the client gets. */
    record Download(ReadableFile file, BlockSource source) implements Cargo {
        static Download of(ReadableFile file, TftpMode mode, Terms terms) {
            ReadAhead bytes = new ReadAhead(file);
            return new Download(
                    file,
                    switch (mode) {
                        case OCTET -> new OctetSource(bytes, terms.blockSize());
                        case NETASCII -> new NetasciiSource(bytes, terms.window());
                    });
        }

        @Override
        public void release(String trouble) {
            if (!trouble.isEmpty()) {
                file.undelivered(trouble);
            }
            file.close();
        }
    }

    /** A file that the client sends. */
    record Upload(WritableFile file, BlockSink sink) implements Cargo {
        static Upload of(WritableFile file, TftpMode mode, long maxSize) {
            UploadBuffer bytes = new UploadBuffer(file, maxSize);
            return new Upload(
                    file,
                    switch (mode) {
                        case OCTET -> bytes;
                        case NETASCII -> new NetasciiSink(bytes);
                    });
        }

        void store(ByteBuffer payload) {
            sink.write(payload);
        }

        /** Makes what was stored the file. May take as long as the storage needs to be sure of it. */
        void commit() {
            sink.finish();
            file.commit();
        }

        @Override
        public void release(String trouble) {
            file.discard();
            file.close();
        }
    }
}
