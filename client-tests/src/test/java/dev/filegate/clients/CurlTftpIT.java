package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;

import java.util.Map;

/** curl with {@code tftp://}. It asks for options unless it is told not to, and leaves text as it travels. */
@RealClient(command = "curl", debianPackage = "curl")
class CurlTftpIT implements TransfersByTftp {

    @Override
    public Map<String, String> granted() {
        return Map.of("blksize", "1468");
    }

    @Override
    public String received(String text) {
        return text.replace("\n", "\r\n");
    }

    @Override
    public void get(Visit visit, TftpWay way, String remote, String local) {
        visit.run(curl(way) + " -o " + word(local) + " " + word(url(visit, way, remote)));
    }

    @Override
    public void put(Visit visit, TftpWay way, String local, String remote) {
        visit.run(curl(way) + " -T " + word(local) + " " + word(url(visit, way, remote)));
    }

    private static String curl(TftpWay way) {
        return "curl --silent --show-error --globoff --max-time 20"
                + (way.options() ? " --tftp-blksize 1468" : " --tftp-no-options");
    }

    private static String url(Visit visit, TftpWay way, String remote) {
        return "tftp://" + way.network().urlHost() + ":" + visit.tftpPort() + remote + ";mode=" + way.mode();
    }
}
