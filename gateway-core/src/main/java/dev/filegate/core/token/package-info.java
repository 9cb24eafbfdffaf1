/** Tokens that let programs and people into the admin API, and the store that keeps them. */
@NullMarked
package dev.filegate.core.token;

import org.jspecify.annotations.NullMarked;
