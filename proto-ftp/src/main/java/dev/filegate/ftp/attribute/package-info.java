/** Times, modes and facts as clients write them in MDTM, MFMT, MFF, SITE UTIME and SITE CHMOD. */
@NullMarked
package dev.filegate.ftp.attribute;

import org.jspecify.annotations.NullMarked;
