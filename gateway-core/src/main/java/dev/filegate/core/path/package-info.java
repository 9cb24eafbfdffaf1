/** Paths and names as clients see them, resolved before any backend is asked. */
@NullMarked
package dev.filegate.core.path;

import org.jspecify.annotations.NullMarked;
