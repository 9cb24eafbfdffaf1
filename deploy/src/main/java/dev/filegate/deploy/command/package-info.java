/** The command line: words in, exit codes out. */
@NullMarked
package dev.filegate.deploy.command;

import org.jspecify.annotations.NullMarked;
