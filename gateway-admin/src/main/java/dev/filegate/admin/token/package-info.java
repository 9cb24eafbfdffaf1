/** Tokens of the admin API: made, kept as hashes, checked. */
@NullMarked
package dev.filegate.admin.token;

import org.jspecify.annotations.NullMarked;
