/** Administration of a running gateway: what its API and command line work on. */
@NullMarked
package dev.filegate.admin;

import org.jspecify.annotations.NullMarked;
