/**
 * SFTP and SCP on the shared storage: the channel's loop, the meaning of every request, open handles, and the table from failures to
 * status codes. What the bytes look like is {@code wire}'s business, how they travel is {@code transport}'s.
 */
@NullMarked
package dev.filegate.sftp;

import org.jspecify.annotations.NullMarked;
