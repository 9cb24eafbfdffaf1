/**
 * The SSH transport: the only package that knows Apache MINA SSHD. It accepts connections, exchanges keys, checks proofs of identity and
 * carries the bytes of session channels; what is served over a channel is decided by whoever implements {@code ChannelServices}.
 */
@NullMarked
package dev.filegate.sftp.transport;

import org.jspecify.annotations.NullMarked;
