/** The one door into the gateway: admission, login, the table of sessions, bans. */
@NullMarked
package dev.filegate.core.session;

import org.jspecify.annotations.NullMarked;
