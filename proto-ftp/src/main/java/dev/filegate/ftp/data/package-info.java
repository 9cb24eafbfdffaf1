/** Data connections and the bytes on them: how they are opened, guarded and converted. */
@NullMarked
package dev.filegate.ftp.data;

import org.jspecify.annotations.NullMarked;
