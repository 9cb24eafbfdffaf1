package dev.filegate.tftp;

import java.nio.ByteBuffer;

/** Where the payload of arriving blocks goes, in order. Used by one thread at a time. */
interface BlockSink {
    /**
     * Takes the payload of the next block.
     *
     * @throws dev.filegate.core.failure.GatewayException when the storage refuses it, or the upload grows beyond what is allowed
     */
    void write(ByteBuffer payload);

    /** Hands over what is still held back; nothing follows. */
    void finish();
}
