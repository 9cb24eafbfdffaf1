/** The gateway as a process: how its parts are put together, started, reported, drained and stopped. */
@NullMarked
package dev.filegate.deploy.gateway;

import org.jspecify.annotations.NullMarked;
