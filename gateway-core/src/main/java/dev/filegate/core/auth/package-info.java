/** Proofs of identity and how they are checked. */
@NullMarked
package dev.filegate.core.auth;

import org.jspecify.annotations.NullMarked;
