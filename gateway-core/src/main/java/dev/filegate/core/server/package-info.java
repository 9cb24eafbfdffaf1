/** What a protocol server is to the process that runs it. */
@NullMarked
package dev.filegate.core.server;

import org.jspecify.annotations.NullMarked;
