/** Bytes and packets, ports and event loops. The only package of this protocol that knows Netty. */
@NullMarked
package dev.filegate.tftp.wire;

import org.jspecify.annotations.NullMarked;
