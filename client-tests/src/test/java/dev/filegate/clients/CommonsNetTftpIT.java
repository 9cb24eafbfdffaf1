package dev.filegate.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.net.tftp.TFTP;
import org.apache.commons.net.tftp.TFTPClient;

/** Apache Commons Net. It knows no options. Runs always, since it comes with the build. */
class CommonsNetTftpIT implements TransfersByTftp {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

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
        talk(client -> {
            try (OutputStream content = Files.newOutputStream(visit.local(local))) {
                client.receiveFile(remote, mode(way), content, way.host(), visit.tftpPort());
            }
        });
    }

    @Override
    public void put(Visit visit, TftpWay way, String local, String remote) {
        talk(client -> {
            try (InputStream content = Files.newInputStream(visit.local(local))) {
                client.sendFile(remote, mode(way), content, way.host(), visit.tftpPort());
            }
        });
    }

    private static int mode(TftpWay way) {
        return way.text() ? TFTP.NETASCII_MODE : TFTP.OCTET_MODE;
    }

    private interface Conversation {
        void with(TFTPClient client) throws IOException;
    }

    private static void talk(Conversation conversation) {
        TFTPClient client = new TFTPClient();
        client.setDefaultTimeout(TIMEOUT);
        try {
            client.open();
            conversation.with(client);
        } catch (IOException e) {
            throw new AssertionError("the transfer broke off", e);
        } finally {
            client.close();
        }
    }
}
