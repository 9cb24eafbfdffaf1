/** The one vocabulary of failures and the one exception that carry across module borders. */
@NullMarked
package dev.filegate.core.failure;

import org.jspecify.annotations.NullMarked;
