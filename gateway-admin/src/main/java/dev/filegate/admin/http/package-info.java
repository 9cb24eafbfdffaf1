/** What every request of the admin API goes through: the token at the gate, parameters and bodies, answers that are problems. */
@NullMarked
package dev.filegate.admin.http;

import org.jspecify.annotations.NullMarked;
