/** What each verb does: one static method per verb, which decides and leaves the sockets alone. */
@NullMarked
package dev.filegate.ftp.command;

import org.jspecify.annotations.NullMarked;
