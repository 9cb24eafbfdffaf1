package dev.filegate.core.session;

import dev.filegate.core.account.Network;
import java.time.Instant;

/**
 * A ban as operators see it.
 *
 * @param network an IPv4 address, or an IPv6 /64
 * @param until first moment it may connect again
 * @param repetition 1 for the first ban
 * @param refusals connections turned away by this ban so far
 */
public record Ban(Network network, Instant since, Instant until, int repetition, long refusals) {}
