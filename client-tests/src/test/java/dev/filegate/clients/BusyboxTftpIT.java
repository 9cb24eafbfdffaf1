package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;

import java.util.Map;
import java.util.stream.Stream;

/** BusyBox' client, found in routers, phones and rescue systems. It knows only octet. */
@RealClient(command = "busybox", debianPackage = "busybox")
class BusyboxTftpIT implements TransfersByTftp {

    @Override
    public Stream<TftpWay> tftpWays() {
        return TransfersByTftp.super.tftpWays().filter(way -> !way.text());
    }

    @Override
    public Map<String, String> granted() {
        return Map.of("blksize", "8192");
    }

    @Override
    public void get(Visit visit, TftpWay way, String remote, String local) {
        visit.run(tftp(visit, way, "-g", remote, local));
    }

    @Override
    public void put(Visit visit, TftpWay way, String local, String remote) {
        visit.run(tftp(visit, way, "-p", remote, local));
    }

    private static String tftp(Visit visit, TftpWay way, String direction, String remote, String local) {
        return "busybox tftp " + (way.options() ? "-b 8192 " : "") + direction + " -r " + word(remote) + " -l "
                + word(local) + " " + way.host() + " " + visit.tftpPort();
    }
}
