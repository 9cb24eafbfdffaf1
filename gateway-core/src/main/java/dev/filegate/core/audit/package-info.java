/** What happened, and where it is written down. */
@NullMarked
package dev.filegate.core.audit;

import org.jspecify.annotations.NullMarked;
