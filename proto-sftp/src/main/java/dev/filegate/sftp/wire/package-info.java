/**
 * SFTP version 3 (draft-ietf-secsh-filexfer-02) between bytes and records: the vocabulary, the decoder, the encoder. Knows nothing of
 * SSH, of storages that answer, or of threads.
 */
@NullMarked
package dev.filegate.sftp.wire;

import org.jspecify.annotations.NullMarked;
