/** The resources of the admin API, over HTTP. */
@NullMarked
package dev.filegate.admin.api;

import org.jspecify.annotations.NullMarked;
