package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** tftp-hpa's client, the usual one on Linux. It knows no options. */
@RealClient(command = "tftp", debianPackage = "tftp-hpa")
class TftpHpaIT implements TransfersByTftp {

    @Override
    public Stream<TftpWay> tftpWays() {
        return TransfersByTftp.super.tftpWays().filter(way -> !way.options());
    }

    @Override
    public Map<String, String> granted() {
        return Map.of();
    }

    @Override
    public void get(Visit visit, TftpWay way, String remote, String local) {
        visit.run(tftp(visit, way) + " -c get " + word(remote) + " " + word(local));
    }

    @Override
    public void put(Visit visit, TftpWay way, String local, String remote) {
        visit.run(tftp(visit, way) + " -c put " + word(local) + " " + word(remote));
    }

    @Test
    void carriesMoreBlocksThanThereAreNumbersBothWays(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeLocal("here", BEYOND_BLOCK_NUMBERS);

        put(visit, TftpWay.PLAIN, "here", visit.directory() + "/there");
        get(visit, TftpWay.PLAIN, visit.directory() + "/there", "back");

        visit.assertSame(visit.local("here"), visit.remote("there"));
        visit.assertSame(visit.local("here"), visit.local("back"));
    }

    private static String tftp(Visit visit, TftpWay way) {
        return "tftp " + (way.network().ipv6() ? "-6" : "-4") + " -m " + way.mode() + " " + way.host() + " "
                + visit.tftpPort();
    }
}
