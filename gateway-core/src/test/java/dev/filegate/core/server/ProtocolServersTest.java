package dev.filegate.core.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProtocolServersTest {
    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final CountDownLatch allDraining = new CountDownLatch(2);

    private final class FakeServer implements ProtocolServer {
        private final String name;
        private final boolean fails;

        FakeServer(String name, boolean fails) {
            this.name = name;
            this.fails = fails;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<Listener> start() {
            InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 21);
            if (fails) {
                throw new ListenerException("filegate." + name + ".port", address, new IllegalStateException("in use"));
            }
            happened.add("start " + name);
            return List.of(new Listener(name, "filegate." + name + ".port", address));
        }

        @Override
        public void drain(Duration grace) {
            allDraining.countDown();
            try {
                happened.add(allDraining.await(30, TimeUnit.SECONDS) ? "drained" : "waited in vain");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (name.equals("sftp")) {
                throw new IllegalStateException("drain failed");
            }
        }

        @Override
        public void close() {
            happened.add("close " + name);
            if (name.equals("sftp")) {
                throw new IllegalStateException("close failed");
            }
        }
    }

    @Test
    void startsInOrderAndClosesInReverseWhateverFails() {
        ProtocolServers servers =
                new ProtocolServers(List.of(new FakeServer("ftp", false), new FakeServer("sftp", false)));
        assertThat(servers.start()).extracting(Listener::service).containsExactly("ftp", "sftp");
        servers.close();
        servers.close();
        assertThat(happened).containsExactly("start ftp", "start sftp", "close sftp", "close ftp");
    }

    @Test
    void startsAllOrNone() {
        ProtocolServers servers = new ProtocolServers(
                List.of(new FakeServer("ftp", false), new FakeServer("tftp", true), new FakeServer("sftp", false)));
        assertThatThrownBy(servers::start)
                .isInstanceOf(ListenerException.class)
                .hasMessageContaining("filegate.tftp.port")
                .hasMessageContaining("port 21");
        assertThat(happened).containsExactly("start ftp", "close ftp");
    }

    @Test
    void drainsSideBySide() {
        ProtocolServers servers =
                new ProtocolServers(List.of(new FakeServer("ftp", false), new FakeServer("sftp", false)));
        servers.start();
        servers.drain(Duration.ofSeconds(30));
        assertThat(happened).containsExactly("start ftp", "start sftp", "drained", "drained");
    }
}
