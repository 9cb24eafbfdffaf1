package dev.filegate.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Network;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BanListTest {
    private static final InetAddress MALLORY = InetAddress.ofLiteral("203.0.113.7");

    private final TurnedClock clock = new TurnedClock();
    private final BanList bans = new BanList(BanPolicy.DEFAULT, clock);

    private static int abuseUntilBanned(BanList list, InetAddress address, Session.Abuse kind) {
        for (int i = 1; i <= 10_000; i++) {
            if (list.abuse(address, kind).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void bansAfterTenFailedLoginsInQuickSuccession() {
        assertThat(abuseUntilBanned(bans, MALLORY, Session.Abuse.LOGIN_FAILED)).isEqualTo(10);
        assertThat(bans.banOf(MALLORY)).isPresent();
        assertThat(bans.banOf(InetAddress.ofLiteral("203.0.113.8"))).isEmpty();
    }

    @Test
    void theTenthFailedLoginOfAMinuteBansAsWell() {
        for (int i = 1; i < 10; i++) {
            assertThat(bans.abuse(MALLORY, Session.Abuse.LOGIN_FAILED)).isEmpty();
            clock.turn(Duration.ofSeconds(6));
        }
        assertThat(bans.abuse(MALLORY, Session.Abuse.LOGIN_FAILED)).isPresent();
    }

    @Test
    void anAttackWeighsMoreThanAMistake() {
        assertThat(abuseUntilBanned(bans, MALLORY, Session.Abuse.ATTACK)).isEqualTo(5);
    }

    @Test
    void failedLoginsSpreadOverADayAreForgiven() {
        for (int i = 0; i < 100; i++) {
            assertThat(bans.abuse(MALLORY, Session.Abuse.LOGIN_FAILED)).isEmpty();
            clock.turn(Duration.ofMinutes(15));
        }
    }

    @Test
    void probesOfALoadBalancerNeverAddUp() {
        for (int i = 0; i < 20 * 60 * 24; i++) {
            assertThat(bans.abuse(MALLORY, Session.Abuse.NO_LOGIN)).isEmpty();
            clock.turn(Duration.ofSeconds(3));
        }
    }

    @Test
    void hundredsOfSilentConnectionsAtOnceDo() {
        assertThat(abuseUntilBanned(bans, MALLORY, Session.Abuse.NO_LOGIN)).isBetween(350, 450);
    }

    @Test
    void aBanEndsByItself() {
        abuseUntilBanned(bans, MALLORY, Session.Abuse.ATTACK);
        clock.turn(Duration.ofMinutes(10).minusMillis(1));
        assertThat(bans.banOf(MALLORY)).isPresent();
        clock.turn(Duration.ofMillis(1));
        assertThat(bans.banOf(MALLORY)).isEmpty();
        assertThat(bans.active()).isEmpty();
    }

    @Test
    void everyFurtherBanIsTwiceAsLongUpToADay() {
        for (long minutes : List.of(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 1440L, 1440L)) {
            abuseUntilBanned(bans, MALLORY, Session.Abuse.ATTACK);
            Ban ban = bans.banOf(MALLORY).orElseThrow();
            assertThat(Duration.between(ban.since(), ban.until())).isEqualTo(Duration.ofMinutes(minutes));
            clock.turn(Duration.ofMinutes(minutes));
        }
    }

    @Test
    void repetitionsAreForgottenOnePerDayOfPeace() {
        for (int i = 1; i <= 3; i++) {
            abuseUntilBanned(bans, MALLORY, Session.Abuse.ATTACK);
            assertThat(bans.banOf(MALLORY).orElseThrow().repetition()).isEqualTo(i);
            clock.turn(Duration.ofHours(1));
        }
        clock.turn(Duration.ofDays(2));
        abuseUntilBanned(bans, MALLORY, Session.Abuse.ATTACK);
        assertThat(bans.banOf(MALLORY).orElseThrow().repetition()).isEqualTo(2);
    }

    @Test
    void anIpv6SiteIsOneClient() {
        abuseUntilBanned(bans, InetAddress.ofLiteral("2001:db8:1:2::1"), Session.Abuse.ATTACK);
        assertThat(bans.banOf(InetAddress.ofLiteral("2001:db8:1:2:ffff::9"))).isPresent();
        assertThat(bans.banOf(InetAddress.ofLiteral("2001:db8:1:3::1"))).isEmpty();
        assertThat(bans.active())
                .extracting(ban -> ban.network().prefixLength())
                .containsExactly(64);
    }

    @Test
    void exemptNetworksAreNeverBanned() {
        BanList lenient = new BanList(BanPolicy.DEFAULT.withExempt(List.of(Network.parse("203.0.113.0/24"))), clock);
        assertThat(abuseUntilBanned(lenient, MALLORY, Session.Abuse.ATTACK)).isEqualTo(-1);
        assertThat(abuseUntilBanned(lenient, InetAddress.ofLiteral("198.51.100.1"), Session.Abuse.ATTACK))
                .isEqualTo(5);
    }

    @Test
    void switchedOffItBansNobody() {
        BanList off = new BanList(BanPolicy.DEFAULT.withEnabled(false), clock);
        assertThat(abuseUntilBanned(off, MALLORY, Session.Abuse.ATTACK)).isEqualTo(-1);
    }

    @Test
    void anOperatorLiftsABan() {
        abuseUntilBanned(bans, MALLORY, Session.Abuse.ATTACK);
        assertThat(bans.lift(Network.ofClient(MALLORY))).isTrue();
        assertThat(bans.banOf(MALLORY)).isEmpty();
        assertThat(bans.lift(Network.ofClient(MALLORY))).isFalse();
    }

    @Test
    void countsWhomItTurnedAway() {
        abuseUntilBanned(bans, MALLORY, Session.Abuse.ATTACK);
        bans.refuse(MALLORY);
        bans.refuse(MALLORY);
        assertThat(bans.active()).extracting(Ban::refusals).containsExactly(2L);
    }

    @Test
    void aFloodOfOtherAddressesNeitherGrowsTheListNorLiftsABan() {
        BanList small = new BanList(BanPolicy.DEFAULT.withEntries(100), clock);
        abuseUntilBanned(small, MALLORY, Session.Abuse.ATTACK);
        for (int i = 0; i < 1000; i++) {
            small.abuse(InetAddress.ofLiteral("10.0." + i / 256 + "." + i % 256), Session.Abuse.LOGIN_FAILED);
        }
        assertThat(small.banOf(MALLORY)).isPresent();
        assertThat(small.remembered()).isEqualTo(100);
    }

    @Test
    void evenBansAreBounded() {
        BanList small = new BanList(BanPolicy.DEFAULT.withEntries(10), clock);
        for (int i = 0; i < 50; i++) {
            abuseUntilBanned(small, InetAddress.ofLiteral("10.0.0." + i), Session.Abuse.ATTACK);
        }
        assertThat(small.remembered()).isEqualTo(10);
        assertThat(small.banOf(InetAddress.ofLiteral("10.0.0.49"))).isPresent();
        assertThat(small.banOf(InetAddress.ofLiteral("10.0.0.0"))).isEmpty();
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(BanPolicy.DEFAULT.threshold()).isEqualTo(20);
        assertThat(BanPolicy.DEFAULT.time()).isEqualTo(Duration.ofMinutes(10));
        assertThat(BanPolicy.DEFAULT.longest()).isEqualTo(Duration.ofHours(24));
        assertThat(BanPolicy.DEFAULT.enabled()).isTrue();
    }
}
