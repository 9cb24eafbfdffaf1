package dev.filegate.deploy.gateway;

import dev.filegate.core.audit.AddressText;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.server.Listener;
import dev.filegate.deploy.config.GatewayConfiguration;
import dev.filegate.deploy.config.StartMode;
import java.io.PrintWriter;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/**
 * What the operator reads when the gateway has started. Scripts may rely on a line {@code listening SERVICE HOST:PORT} for each
 * listener, with the real port and IPv6 addresses in brackets, and on a last line {@code ready}.
 */
final class StartReport {
    private final PrintWriter out;

    StartReport(PrintWriter out) {
        this.out = out;
    }

    void print(GatewayConfiguration configuration, List<Listener> listeners) {
        configuration.warnings().forEach(warning -> out.println("warning: " + NameCodec.printable(warning)));
        if (configuration.mode() == StartMode.QUICKSTART) {
            printCommands(configuration, listeners);
        }
        for (Listener listener : listeners) {
            out.println("listening " + word(listener.service()) + " " + shown(listener.address()));
        }
        out.println("ready");
        out.flush();
    }

    private void printCommands(GatewayConfiguration configuration, List<Listener> listeners) {
        out.println();
        out.println("Account demo, password demo. Its files are in " + root(configuration) + ". Try:");
        out.println();
        for (Listener listener : listeners) {
            switch (listener.service()) {
                case "FTP" -> printFtpCommands(listener.address());
                case "SFTP" -> printSftpCommands(listener.address());
                case "TFTP" -> printTftpCommands(listener.address());
                default -> {}
            }
        }
        out.println("Stop it with Ctrl-C.");
        out.println();
    }

    private void printSftpCommands(InetSocketAddress sftp) {
        String host = AddressText.of(sftp);
        out.println("  sftp -P " + sftp.getPort() + " demo@" + host);
        out.println("  scp -P " + sftp.getPort() + " README.md demo@" + host + ":");
        out.println("  curl -k -u demo:demo -T README.md sftp://" + shown(sftp) + "/");
        out.println();
    }

    private void printTftpCommands(InetSocketAddress tftp) {
        out.println("  curl tftp://" + shown(tftp) + "/README.md");
        out.println("  tftp " + tftp.getAddress().getHostAddress() + " " + tftp.getPort() + " -c get README.md");
        out.println();
    }

    private void printFtpCommands(InetSocketAddress ftp) {
        String url = "ftp://demo:demo@" + shown(ftp) + "/";
        String host = AddressText.of(ftp);
        out.println("  curl -T README.md " + url);
        out.println("  curl " + url);
        out.println("  wget " + url + "README.md");
        out.println("  lftp -e 'mirror -R docs' " + url);
        out.println("  ncftp -u demo -p demo -P " + ftp.getPort() + " " + host);
        out.println("  ftp " + host + " " + ftp.getPort());
        out.println();
    }

    private static String root(GatewayConfiguration configuration) {
        return configuration.storages().local().stream()
                .filter(storage -> storage.name().equals("files"))
                .map(storage -> storage.config().root().toString())
                .findFirst()
                .orElse("the configured storage");
    }

    /** {@code FTPS (implicit)} is {@code ftps}. */
    static String word(String service) {
        int blank = service.indexOf(' ');
        return (blank < 0 ? service : service.substring(0, blank)).toLowerCase(Locale.ROOT);
    }

    static String shown(InetSocketAddress address) {
        String host = AddressText.of(address);
        return (address.getAddress() instanceof Inet6Address ? '[' + host + ']' : host) + ':' + address.getPort();
    }
}
