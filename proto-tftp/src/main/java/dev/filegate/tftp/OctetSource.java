package dev.filegate.tftp;

import java.nio.ByteBuffer;

/** The bytes of a file as they are. */
final class OctetSource implements BlockSource {
    private final ReadAhead file;
    private final int blockSize;

    OctetSource(ReadAhead file, int blockSize) {
        this.file = file;
        this.blockSize = blockSize;
    }

    @Override
    public void read(long block, ByteBuffer target) {
        file.read(target, (block - 1) * blockSize);
    }
}
