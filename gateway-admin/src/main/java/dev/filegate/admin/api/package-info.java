/** The resources of the admin API below {@code /api/v1}, and the documents they exchange. */
@NullMarked
package dev.filegate.admin.api;

import org.jspecify.annotations.NullMarked;
