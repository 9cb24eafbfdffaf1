/** Where the process begins. */
@NullMarked
package dev.filegate.deploy;

import org.jspecify.annotations.NullMarked;
