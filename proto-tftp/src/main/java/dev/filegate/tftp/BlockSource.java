package dev.filegate.tftp;

import java.nio.ByteBuffer;

/** A file as the blocks that travel. Blocks of the current window can be asked for again. Used by one thread at a time. */
interface BlockSource {
    /**
     * Fills {@code target} with a block, counted from 1. Fewer bytes than it has room for are the end of the file.
     *
     * @throws dev.filegate.core.failure.GatewayException when the file cannot be read, or ends before the size it was opened with
     */
    void read(long block, ByteBuffer target);
}
