/** The API against a real gateway in memory, over HTTP. */
@NullMarked
package dev.filegate.admin;

import org.jspecify.annotations.NullMarked;
