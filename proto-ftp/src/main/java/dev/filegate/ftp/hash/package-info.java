/** Checksums of files: HASH, RANG and the older X-commands. */
@NullMarked
package dev.filegate.ftp.hash;

import org.jspecify.annotations.NullMarked;
