/**
 * Certificates, keys and the contexts made of them: read from PEM files, generated when there are none, exchanged while running.
 * Knows JSSE and BouncyCastle's PEM reader, and no protocol.
 */
@NullMarked
package dev.filegate.tls;

import org.jspecify.annotations.NullMarked;
