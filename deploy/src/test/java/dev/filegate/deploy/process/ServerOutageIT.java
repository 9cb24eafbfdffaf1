package dev.filegate.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database server that goes away and comes back; on the one that FILEGATE_TEST_DATABASE_URL, _USERNAME and _PASSWORD name. */
class ServerOutageIT {
    private static final int TRANSFERS = 100;
    private static final byte[] HALF = new byte[50_000];

    private final String schema = "outage_" + ProcessHandle.current().pid();

    @TempDir
    Path directory;

    private static String variable(String name) {
        String variable = "FILEGATE_TEST_DATABASE_" + name;
        return Objects.requireNonNull(
                System.getenv(variable), () -> variable + " is not set; deploy/ci/database start DIR starts a server");
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(variable("URL"), variable("USERNAME"), variable("PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @BeforeEach
    void make() throws SQLException {
        run("create schema " + schema);
    }

    @AfterEach
    void drop() throws SQLException {
        run("drop schema " + schema + " cascade");
    }

    private GatewayChild start(URI server, int port) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "FILEGATE_FTP_PORT", "0",
                "FILEGATE_MANAGEMENT_PORT", "0",
                "FILEGATE_FTP_PASSIVE_PORTS", "0",
                "FILEGATE_LIMITS_SESSIONS_PER_ADDRESS", "200",
                "FILEGATE_DATABASE_USERNAME", variable("USERNAME"),
                "FILEGATE_DATABASE_PASSWORD", variable("PASSWORD")));
        environment.put(
                "FILEGATE_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:" + port + server.getPath() + "?currentSchema=" + schema);
        return GatewayChild.start(directory, environment, "quickstart").awaitReady();
    }

    @Test
    void transfersGoOnAndEachIsRecordedOnceInOrder() throws IOException {
        URI server = URI.create(variable("URL").substring("jdbc:".length()));
        List<FtpVisit> visits = new ArrayList<>();
        List<OutputStream> uploads = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (Switch way = new Switch(new InetSocketAddress(server.getHost(), server.getPort()));
                GatewayChild gateway = start(server, way.port())) {
            AuditApi api = new AuditApi(gateway, directory.resolve("filegate-data"));
            for (int i = 0; i < TRANSFERS; i++) {
                FtpVisit visit = new FtpVisit(gateway.listening("ftp"), "demo", "demo");
                visits.add(visit);
                names.add("/f" + i + ".bin");
                OutputStream upload = visit.begin(names.getLast());
                uploads.add(upload);
                upload.write(HALF);
                upload.flush();
            }
            way.off();
            gateway.await("not ready", () -> gateway.get("/q/health/ready").statusCode() == 503);
            finish(visits, uploads, 0, TRANSFERS / 2);
            way.on();
            finish(visits, uploads, TRANSFERS / 2, TRANSFERS);
            gateway.await("ready again", () -> gateway.get("/q/health/ready").statusCode() == 200);
            gateway.await("all are recorded", () -> api.transferred().size() >= TRANSFERS);
            assertThat(api.transferred()).containsExactlyElementsOf(names);
            assertThat(api.intact()).isTrue();
            for (FtpVisit visit : visits) {
                visit.close();
            }
        }
    }

    private static void finish(List<FtpVisit> visits, List<OutputStream> uploads, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            uploads.get(i).write(HALF);
            uploads.get(i).close();
            assertThat(visits.get(i).finish()).isTrue();
        }
    }
}
