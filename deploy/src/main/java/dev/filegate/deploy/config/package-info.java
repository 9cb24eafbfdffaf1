/**
 * The configuration: one list of keys ({@link dev.filegate.deploy.config.Keys}), read once from files, environment and system
 * properties into records, with every problem found named by place, key and remedy.
 */
@NullMarked
package dev.filegate.deploy.config;

import org.jspecify.annotations.NullMarked;
