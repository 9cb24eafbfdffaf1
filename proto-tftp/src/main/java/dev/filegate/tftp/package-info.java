/**
 * TFTP: requests, options, and the transfer as a pure state machine that a driver feeds with packets and time. Knows files only through
 * the session's storage, and the network only through {@code dev.filegate.tftp.wire}.
 */
@NullMarked
package dev.filegate.tftp;

import org.jspecify.annotations.NullMarked;
