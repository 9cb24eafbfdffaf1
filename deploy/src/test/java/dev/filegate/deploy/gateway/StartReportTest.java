package dev.filegate.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.server.Listener;
import dev.filegate.deploy.config.ConfigurationException;
import dev.filegate.deploy.config.ConfigurationReader;
import dev.filegate.deploy.config.StartMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StartReportTest {
    private static String report(StartMode mode, Listener... listeners) throws ConfigurationException {
        StringWriter text = new StringWriter();
        new StartReport(new PrintWriter(text, true))
                .print(ConfigurationReader.read(mode, List.of(), Map.of(), new Properties()), List.of(listeners));
        return text.toString();
    }

    private static Listener listener(String service, String host, int port) {
        return new Listener(service, "key", new InetSocketAddress(host, port));
    }

    @Test
    void namesEveryListenerInLinesThatScriptsCanRead() throws ConfigurationException {
        String report = report(
                StartMode.SERVE,
                listener("FTP", "0.0.0.0", 21),
                listener("FTPS (implicit)", "::1", 990),
                listener("management", "127.0.0.1", 9000));
        assertThat(report.lines().dropWhile(line -> line.startsWith("warning: ")))
                .containsExactly(
                        "listening ftp 0.0.0.0:21",
                        "listening ftps [::1]:990",
                        "listening management 127.0.0.1:9000",
                        "ready");
    }

    @Test
    void warnsBeforeItListens() throws ConfigurationException {
        assertThat(report(StartMode.SERVE))
                .startsWith("warning: no accounts are declared: only those in the database can log in;");
    }

    @Test
    void quickstartShowsWhatToType() throws ConfigurationException {
        assertThat(report(StartMode.QUICKSTART, listener("FTP", "::1", 2121)))
                .contains("curl -T README.md ftp://demo:demo@[::1]:2121/\n")
                .contains("filegate-data/files");
    }
}
