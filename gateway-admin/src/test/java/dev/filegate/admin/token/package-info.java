/** Tokens, and the file that holds the local one. */
@NullMarked
package dev.filegate.admin.token;

import org.jspecify.annotations.NullMarked;
