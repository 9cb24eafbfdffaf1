/** Directory listings: what clients ask for, the formats they parse, streamed in constant memory. */
@NullMarked
package dev.filegate.ftp.listing;

import org.jspecify.annotations.NullMarked;
