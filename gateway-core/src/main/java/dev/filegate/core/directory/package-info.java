/** Accounts and groups as operators define them, and the stores that keep them. What a login needs of them is in {@code core.auth}. */
@NullMarked
package dev.filegate.core.directory;

import org.jspecify.annotations.NullMarked;
