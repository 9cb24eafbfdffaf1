package dev.filegate.clients;

import static dev.filegate.clients.Shell.word;

import java.util.stream.Stream;

/**
 * curl with TLS. In active mode 7.88 gives up by itself ("sa_addr inet_ntop() failed with errno 97"), whatever the server. With TLS 1.3 it
 * uses a session once only and reads no new ticket from a connection it uploads over, so a second upload over the same control
 * connection has nothing left to resume; ProFTPD refuses it as well.
 */
@RealClient(command = "curl", debianPackage = "curl")
class CurlFtpsIT implements ProtectsFiles {

    @Override
    public Stream<SecureWay> secureWays() {
        return Stream.of(SecureWay.values()).filter(SecureWay::passive);
    }

    @Override
    public void upload(Visit visit, SecureWay way, String... names) {
        for (String name : names) {
            visit.run(curl(way) + " -T " + word(name) + " " + word(url(visit, way, name)));
        }
    }

    @Override
    public void download(Visit visit, SecureWay way, String... names) {
        StringBuilder files = new StringBuilder();
        for (String name : names) {
            files.append(" -o ").append(word(name)).append(' ').append(word(url(visit, way, name)));
        }
        visit.run(curl(way) + files);
    }

    @Override
    public String list(Visit visit, SecureWay way) {
        return visit.run(curl(way) + " " + word(url(visit, way, "")));
    }

    private static String url(Visit visit, SecureWay way, String name) {
        return visit.url(way.implicit() ? "ftps" : "ftp", way.port(visit), name);
    }

    private static String curl(SecureWay way) {
        return "curl --silent --show-error --globoff --max-time 20 --insecure --ssl-reqd --tlsv" + way.version()
                + " --tls-max " + way.version();
    }
}
