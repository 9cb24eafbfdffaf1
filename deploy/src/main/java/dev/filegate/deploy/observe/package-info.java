/** What operators' tools see of the running gateway: health, metrics and log lines. */
@NullMarked
package dev.filegate.deploy.observe;

import org.jspecify.annotations.NullMarked;
