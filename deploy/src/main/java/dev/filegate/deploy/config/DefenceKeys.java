package dev.filegate.deploy.config;

import dev.filegate.core.account.Network;
import dev.filegate.core.session.BanPolicy;
import dev.filegate.core.session.SessionPolicy;
import java.time.Duration;
import java.util.List;

/** Keys of limits and bans. */
final class DefenceKeys {
    final KeyGroup group = new KeyGroup(
            "Limits and bans",
            "Who is over a limit is turned away with words. Failed logins and abuse collect points per IPv4 address or IPv6 /64, half of which are forgotten in ten minutes: a failed login or garbage 2, an attack 4, a connection without a login 0.05. Each further ban of an address is twice as long, up to a day.");

    final Key<Integer> sessions = group.add(Key.of("filegate.limits.sessions", ValueTypes.count(1))
            .byDefault("10000")
            .means("Connections at the same time."));
    final Key<Integer> sessionsPerAddress =
            group.add(Key.of("filegate.limits.sessions-per-address", ValueTypes.count(1))
                    .byDefault("100")
                    .means("Connections at the same time from one IPv4 address or IPv6 /64."));
    final Key<Integer> loginsPerSecond = group.add(Key.of("filegate.limits.logins-per-second", ValueTypes.count(0))
            .byDefault("0")
            .means("Login attempts of everybody together; 0 for no bound."));
    final Key<Boolean> banEnabled = group.add(
            Key.of("filegate.ban.enabled", ValueTypes.FLAG).byDefault("true").means("Whether addresses are banned."));
    final Key<List<Network>> banExempt = group.add(Key.of("filegate.ban.exempt", ValueTypes.NETWORKS)
            .inQuickstart("127.0.0.0/8, ::1")
            .means("Networks that are never banned."));
    final Key<Integer> banThreshold = group.add(Key.of("filegate.ban.threshold", ValueTypes.count(1))
            .byDefault("20")
            .means("Points at which an address is banned."));
    final Key<Duration> banTime = group.add(Key.of("filegate.ban.time", ValueTypes.POSITIVE_DURATION)
            .byDefault("10m")
            .means("Length of an address's first ban."));

    SessionPolicy readLimits(Values values) {
        return SessionPolicy.DEFAULT
                .withSessions(values.get(sessions), values.get(sessionsPerAddress))
                .withLoginsPerSecond(values.get(loginsPerSecond));
    }

    BanPolicy readBans(Values values) {
        return BanPolicy.DEFAULT
                .withEnabled(values.get(banEnabled))
                .withExempt(values.findOrDefault(banExempt).orElse(List.of()))
                .withThreshold(values.get(banThreshold))
                .withTime(values.get(banTime));
    }
}
