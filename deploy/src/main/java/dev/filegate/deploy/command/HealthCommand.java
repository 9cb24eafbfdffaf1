package dev.filegate.deploy.command;

import dev.filegate.deploy.config.ConfigurationException;
import dev.filegate.deploy.config.ManagementSettings;
import dev.filegate.deploy.config.StartMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code filegate health}: for health checks of containers that hold nothing but the gateway. */
@Command(
        name = "health",
        description = "Asks the gateway that runs here with this configuration whether it is ready: exit code 0 or 1.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class HealthCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Mixin
    private final ConfigurationFiles configuration = new ConfigurationFiles();

    private final PrintWriter out;

    HealthCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws ConfigurationException {
        InetSocketAddress management =
                reachable(configuration.read(StartMode.SERVE).management());
        try {
            String status = ask(management);
            boolean ready = status.contains(" 200 ");
            out.println(ready ? "ready" : "not ready: " + status);
            return ready ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IOException e) {
            out.println("not ready: no answer on port " + management.getPort() + ": " + e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    /** A gateway that listens on every address is asked on loopback. */
    private static InetSocketAddress reachable(ManagementSettings management) {
        InetSocketAddress address = new InetSocketAddress(management.host(), management.port());
        InetAddress host = address.getAddress();
        return host == null || host.isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), management.port())
                : address;
    }

    /** The status line of the answer. */
    private static String ask(InetSocketAddress management) throws IOException {
        int patience = Math.toIntExact(PATIENCE.toMillis());
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(patience);
            socket.connect(management, patience);
            String request = "GET /q/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String status = answer.readLine();
            if (status == null) {
                throw new IOException("the connection was closed");
            }
            return status;
        }
    }
}
