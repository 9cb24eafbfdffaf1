/** The rules, each a decorator of the storage interface. */
@NullMarked
package dev.filegate.core.storage.rule;

import org.jspecify.annotations.NullMarked;
