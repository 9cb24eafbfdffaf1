package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** atftp: the one command-line client with windows (RFC 7440). */
@RealClient(command = "atftp", debianPackage = "atftp")
class AtftpIT implements TransfersByTftp {

    @Override
    public Map<String, String> granted() {
        return Map.of("blksize", "1428", "windowsize", "16", "timeout", "3");
    }

    @Override
    public void get(Visit visit, TftpWay way, String remote, String local) {
        visit.run(atftp(visit, way, "-g", remote, local));
    }

    @Override
    public void put(Visit visit, TftpWay way, String local, String remote) {
        visit.run(atftp(visit, way, "-p", remote, local));
    }

    /** The client's socket holds only twelve of sixteen such blocks, so that the end of most windows is lost. */
    @Test
    void getsAFileInWindowsThatItsSocketCannotHold(Gateway gateway) {
        Visit visit = gateway.visit(Way.PASSIVE_IPV4);
        visit.makeRemote("there", 1_000_000);

        visit.run("atftp --option 'blksize 8192' --option 'windowsize 16' -g -r " + word(visit.directory() + "/there")
                + " -l here 127.0.0.1 " + visit.tftpPort());

        visit.assertSame(visit.remote("there"), visit.local("here"));
    }

    private static String atftp(Visit visit, TftpWay way, String direction, String remote, String local) {
        String options = way.options()
                ? " --option 'tsize 0' --option 'blksize 1428' --option 'windowsize 16' --option 'timeout 3'"
                : "";
        return "atftp --option 'mode " + way.mode() + "'" + options + " " + direction + " -r " + word(remote) + " -l "
                + word(local) + " " + way.host() + " " + visit.tftpPort();
    }
}
