/** FTP: the server, its connections and sessions, and the vocabulary of verbs and replies. */
@NullMarked
package dev.filegate.ftp;

import org.jspecify.annotations.NullMarked;
