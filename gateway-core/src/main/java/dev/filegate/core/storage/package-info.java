/** The storage interface that every protocol asks and every backend answers. */
@NullMarked
package dev.filegate.core.storage;

import org.jspecify.annotations.NullMarked;
