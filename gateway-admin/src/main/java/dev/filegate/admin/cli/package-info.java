/** The command line of administration: a client of the admin API that knows nothing of the gateway it talks to. */
@NullMarked
package dev.filegate.admin.cli;

import org.jspecify.annotations.NullMarked;
