/** Who may log in and what their world looks like. */
@NullMarked
package dev.filegate.core.account;

import org.jspecify.annotations.NullMarked;
