/** The command line, against the API and against what is documented of it. */
@NullMarked
package dev.filegate.admin.cli;

import org.jspecify.annotations.NullMarked;
