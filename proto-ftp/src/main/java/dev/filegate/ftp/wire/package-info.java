/** Control connections on the wire: lines in, replies out, Telnet in between. The only package of this module that knows Netty. */
@NullMarked
package dev.filegate.ftp.wire;

import org.jspecify.annotations.NullMarked;
